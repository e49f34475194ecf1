import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatCount } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { expectedWords } from '@/lib/lab/outcome-words'
import { VARIATIONS } from '@/lib/lab/pack'
import { SOURCES } from '@/lib/lab/pack-facts'
import { listSaved, type SavedPayload } from '@/lib/lab/saved-payloads'
import { GROUP_WORDS, PACK_GROUPS } from '@/lib/lab/vocabulary'
import { requireActor } from '@/lib/server/session'
import { RoomHelp } from '../room-help'
import { LabTabs } from '../room-tabs'

export const metadata: Metadata = { title: 'Payload pack' }

/** Every payload that WhatsApp may send, with the reason to test it and the public fact behind it. */
export default async function PayloadsPage() {
  const actor = await requireActor('lab:read')
  const saved = await listSaved(actor)
  return (
    <Page>
      <PageHead
        title="Lab"
        sentence={`${formatCount(VARIATIONS.length, 'payload')}, each with the reason to send it and the public fact behind it.`}
        actions={<LinkButton href="/lab/plans">Put them into a plan</LinkButton>}
      />
      <LabTabs current="payloads" />
      <div className="mt-5 space-y-4">
        {saved.length > 0 ? (
          <Panel title="Saved payloads" padded={false} aside={formatCount(saved.length, 'payload')}>
            <Saved payloads={saved} />
          </Panel>
        ) : null}
        {PACK_GROUPS.map((group) => {
          const rows = VARIATIONS.filter((one) => one.group === group)
          return (
            <Panel key={group} title={GROUP_WORDS[group]} padded={false} aside={formatCount(rows.length, 'payload')}>
              <PlainTable
                label={GROUP_WORDS[group]}
                head={['Payload', 'Why it is sent', 'The fact behind it', 'What a good handler does']}
              >
                {rows.map(({ name, title, reason, fact, source, expected }) => (
                  <tr key={name}>
                    <Cell className="min-w-36 font-medium">
                      <TextLink href={`/lab/payloads/${name}`}>{title}</TextLink>
                    </Cell>
                    <Cell className="min-w-52">{reason}</Cell>
                    <Cell tone="quiet" className="min-w-52">
                      {fact} <span className="text-ink-3">{SOURCES[source].title}</span>
                    </Cell>
                    <Cell tone="quiet" className="min-w-48">
                      {expectedWords(expected)}
                    </Cell>
                  </tr>
                ))}
              </PlainTable>
            </Panel>
          )
        })}
        <RoomHelp />
      </div>
    </Page>
  )
}

function Saved({ payloads }: { payloads: SavedPayload[] }) {
  return (
    <PlainTable label="Saved payloads" head={['Payload', 'What it is', 'Judged like', 'By', 'Saved']}>
      {payloads.map(({ id, name, captured, variation, by, at }) => (
        <tr key={id}>
          <Cell className="min-w-36 font-medium">
            <TextLink href={`/lab/saved/${id}`}>{name}</TextLink>
          </Cell>
          <Cell>{captured ? 'a delivery that was received' : 'values of one’s own'}</Cell>
          <Cell tone="quiet">{variation.title}</Cell>
          <Cell tone="quiet">{by}</Cell>
          <Cell tone="quiet">
            <When at={at} />
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}
