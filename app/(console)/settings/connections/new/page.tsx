import type { Metadata } from 'next'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { requireActor } from '@/lib/server/session'
import { numberChoices } from '@/lib/settings/list-connections'
import { SettingsFrame } from '../../settings-frame'
import { readCallback } from '../base'
import { ShadowSteps } from '../shadow-steps'
import { NewConnection } from './new-connection'

export const metadata: Metadata = { title: 'Add a connection' }

/** Adding a connection, and afterwards what to copy into the Meta app. */
export default async function NewConnectionPage() {
  const actor = await requireActor('connections:write')
  const [numbers, { base, problem }] = await Promise.all([numberChoices(actor), readCallback()])
  return (
    <SettingsFrame
      actor={actor}
      current="connections"
      title="Add a connection"
      sentence="An address for a Meta app of its own, beside the one production uses."
      back={<TextLink href="/settings/connections">Connections</TextLink>}
    >
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)]">
        <NewConnection numbers={numbers} base={base} problem={problem} />
        <Panel title="How to subscribe Handrail beside production">
          <ShadowSteps />
        </Panel>
      </div>
    </SettingsFrame>
  )
}
