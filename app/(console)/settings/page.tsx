import { getCountries } from 'libphonenumber-js'
import type { Metadata } from 'next'
import { formatCount } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { mailState } from '@/lib/notifications/mail-state'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { type CurrentWorkspace, currentWorkspace } from '@/lib/server/workspace'
import { environmentFacts } from '@/lib/settings/environment'
import { nextPurge } from '@/lib/settings/retention-rules'
import { EnvironmentPanel } from './environment-panel'
import { GeneralForm } from './general-form'
import { MailPanel } from './mail-panel'
import { SettingsFrame } from './settings-frame'

export const metadata: Metadata = { title: 'Settings' }

const NAMES = new Intl.DisplayNames('en-GB', { type: 'region' })

function countries() {
  return getCountries()
    .map((code) => ({ value: code as string, label: NAMES.of(code) ?? code }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))
}

/** What holds for the whole workspace, and what was decided outside of it. */
export default async function SettingsPage() {
  const actor = await requireActor('settings:read')
  const [workspace, mail] = await Promise.all([currentWorkspace(actor), mailState(actor)])
  return (
    <SettingsFrame
      actor={actor}
      current="general"
      sentence={`${workspace.name}${workspace.isDemo ? ', the demo workspace' : ''}. What holds for everybody in it.`}
    >
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,440px)]">
        <Panel title="This workspace">
          {can(actor, 'settings:write') ? <Editable workspace={workspace} /> : <Facts workspace={workspace} />}
        </Panel>
        <div className="space-y-4">
          <MailPanel mail={mail} mayWrite={can(actor, 'settings:write')} />
          <EnvironmentPanel facts={environmentFacts()} />
        </div>
      </div>
    </SettingsFrame>
  )
}

function Editable({ workspace }: { workspace: CurrentWorkspace }) {
  const { name, zone, defaultCountry, bodyRetentionDays, version } = workspace
  return (
    <div className="max-w-[520px]">
      <GeneralForm
        settings={{ name, zone, defaultCountry, bodyRetentionDays, version }}
        countries={countries()}
        nextPurgeAt={nextPurge(new Date())}
      />
    </div>
  )
}

function Facts({ workspace }: { workspace: CurrentWorkspace }) {
  return (
    <div className="space-y-4">
      <KeyValues
        wide
        rows={[
          { key: 'Name', value: workspace.name },
          { key: 'Time zone', value: workspace.zone },
          { key: 'Default country', value: NAMES.of(workspace.defaultCountry) ?? workspace.defaultCountry },
          { key: 'Bodies of deliveries', value: `kept for ${formatCount(workspace.bodyRetentionDays, 'day')}` },
        ]}
      />
      <p className="text-small text-ink-2">
        Only an admin changes these. <TextLink href="/members?role=admin">Who is one</TextLink>
      </p>
    </div>
  )
}
