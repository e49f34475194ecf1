import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { type ConnectionRow, connectionDetail, type NumberChoice, numberChoices } from '@/lib/settings/list-connections'
import { SAMPLES } from '@/lib/whatsapp/samples'
import { SendTestDialog } from '../../../deliveries/send-test-dialog'
import { SettingsFrame } from '../../settings-frame'
import { readCallback } from '../base'
import { ConnectionsHelp } from '../connections-help'
import { HealthState } from '../health-state'
import { RefusedLines } from '../refused-lines'
import { ConnectionFacts } from './connection-facts'
import { ConnectionSubscribe } from './connection-subscribe'
import { ConnectionVersion } from './connection-version'
import { EditConnection } from './edit-connection'
import { FedNumbers } from './fed-numbers'
import { PauseButton } from './pause-button'
import { RemoveConnection } from './remove-connection'

export const metadata: Metadata = { title: 'Connection' }

/** One connection: how it stands, what to copy into the Meta app, what it feeds, and what was refused. */
export default async function ConnectionPage({ params }: PageProps<'/settings/connections/[connectionId]'>) {
  const actor = await requireActor('connections:read')
  const { connectionId } = await params
  const connection = await connectionDetail(actor, connectionId)
  if (!connection) notFound()
  const [{ addressOf, problem }, choices] = await Promise.all([readCallback(), numberChoices(actor)])
  const { id, name, version, urlKey, health, verifiedAt, lastDeliveryAt, refusedToday, numbers } = connection
  const mayWrite = can(actor, 'connections:write')
  return (
    <ConnectionVersion key={id} version={version}>
      <SettingsFrame
        actor={actor}
        current="connections"
        title={name}
        back={<TextLink href="/settings/connections">Connections</TextLink>}
        sentence={<HealthState health={health} />}
        actions={mayWrite ? <Actions connection={connection} choices={choices} /> : undefined}
      >
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)]">
          <div className="space-y-4">
            <ConnectionSubscribe
              connectionId={id}
              address={addressOf(urlKey)}
              problem={problem}
              pulse={{ health, verifiedAt, lastDeliveryAt, refusedToday }}
              mayWrite={mayWrite}
            />
            <FedNumbers numbers={numbers} />
            <ConnectionsHelp />
          </div>
          <div className="space-y-4">
            <ConnectionFacts connection={connection} mayWrite={mayWrite} maySeeAudit={can(actor, 'audit:read')} />
            <Panel title="Refused today">
              <RefusedLines lines={refusedToday} />
            </Panel>
            {mayWrite ? <RemoveConnection connectionId={id} name={name} numbers={numbers.length} /> : null}
          </div>
        </div>
      </SettingsFrame>
    </ConnectionVersion>
  )
}

type ActionsProps = { connection: ConnectionRow; choices: NumberChoice[] }

/** What can be done with a connection; removing it stands apart. */
function Actions({ connection, choices }: ActionsProps) {
  const { id: connectionId, version, name, health, numbers } = connection
  return (
    <>
      <SendTestDialog
        numbers={numbers.map((one) => ({ id: one.id, label: one.label, display: one.displayNumber }))}
        variations={SAMPLES.map((sample) => ({ name: sample.name, title: sample.title, reason: sample.reason }))}
      />
      <PauseButton connectionId={connectionId} name={name} paused={health === 'paused'} />
      <EditConnection {...{ connectionId, version, name }} numberIds={numbers.map((one) => one.id)} numbers={choices} />
    </>
  )
}
