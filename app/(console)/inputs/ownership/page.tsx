import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { listOwnership } from '@/lib/inputs/ownership'
import type { Holder, PartView } from '@/lib/inputs/ownership-rules'
import { OWNERSHIP_SUBJECT_ID } from '@/lib/inputs/subject-id'
import { roleLabel } from '@/lib/members/role-words'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { ApprovalPanel } from '../../approvals/approval-panel'
import { RecordHistory } from '../../audit/record-history'
import { InputTabs } from '../room-tabs'
import { PartDialog } from './part-dialog'

export const metadata: Metadata = { title: 'Who owns what' }

const HEAD = ['Part', 'Owns it', 'Does it', 'Signs it', 'Gap', { hidden: 'Change' }]

/** For each part of the rollout who owns, does and signs it, with what is missing in red. */
export default async function OwnershipPage() {
  const actor = await requireActor('inputs:read')
  const [parts, owners] = await Promise.all([listOwnership(actor), ownerChoices(actor)])
  const mayWrite = can(actor, 'inputs:write')
  const roles = [...new Set(parts.map(({ role }) => role))]
  const gaps = parts.filter((part) => part.gaps.length > 0).length
  return (
    <Page>
      <PageHead
        title="Who owns what"
        sentence={
          gaps === 0
            ? `All ${formatCount(parts.length, 'part')} of the rollout are in good hands.`
            : `${formatNumber(gaps)} of ${formatCount(parts.length, 'part')} have a gap.`
        }
        actions={
          <LinkButton variant="ghost" icon={<Download />} href="/inputs/ownership/export" download>
            Export
          </LinkButton>
        }
      />
      <InputTabs current="ownership" />
      <div className="mt-5 space-y-5">
        {roles.map((role) => (
          <Panel key={role} title={roleLabel(role)} padded={false} className="relative">
            <PlainTable label={`Parts of ${roleLabel(role)}`} head={mayWrite ? HEAD : HEAD.slice(0, -1)}>
              {parts
                .filter((part) => part.role === role)
                .map((part) => (
                  <PartRow key={part.part} part={part} owners={owners} mayWrite={mayWrite} />
                ))}
            </PlainTable>
          </Panel>
        ))}
        <ApprovalPanel actor={actor} subject={{ kind: 'ownership', subjectId: OWNERSHIP_SUBJECT_ID }} />
        <Panel title="History">
          <RecordHistory actor={actor} subject={{ kind: 'ownership', id: OWNERSHIP_SUBJECT_ID }} />
        </Panel>
        {can(actor, 'members:write') ? (
          <p className="text-control text-ink-2">
            Somebody leaves? <TextLink href="/members/hand-over">Hand over everything they own</TextLink> first.
          </p>
        ) : null}
        <HelpPanel
          good={[
            'Each part has one name, and that person knows it.',
            'Whoever signs did not do the work.',
            'The CRM owner, the support lead and the developer are on the list, not only marketing.',
          ]}
          fails={[
            'One team owns it all: it looks complete in their dashboard and is broken on the customer’s way.',
            'Somebody leaves, and their entry points, waves and sign-offs wait for nobody.',
          ]}
        />
      </div>
    </Page>
  )
}

type PartRowProps = { part: PartView; owners: { id: string; name: string }[]; mayWrite: boolean }

function PartRow({ part, owners, mayWrite }: PartRowProps) {
  return (
    <tr>
      <Cell className="w-[18%] font-medium whitespace-nowrap">{part.title}</Cell>
      <Cell className="w-[19%]">
        <HolderWords holder={part.owner} />
      </Cell>
      <Cell className="w-[19%]">
        <HolderWords holder={part.doer} />
      </Cell>
      <Cell className="w-[19%]">
        <HolderWords holder={part.signer} />
      </Cell>
      <Cell>
        {part.gaps.length === 0 ? (
          <State kind="passed">none</State>
        ) : (
          <ul className="space-y-1">
            {part.gaps.map((gap) => (
              <li key={gap}>
                <State kind="blocked" className="whitespace-normal!">
                  {gap}
                </State>
              </li>
            ))}
          </ul>
        )}
      </Cell>
      {mayWrite ? (
        <Cell className="text-right whitespace-nowrap">
          <PartDialog part={part} owners={owners} />
        </Cell>
      ) : null}
    </tr>
  )
}

/** A name; who holds the role, more quietly; or that nobody does. */
function HolderWords({ holder }: { holder: Holder }) {
  switch (holder.kind) {
    case 'person':
      return <span className="font-medium">{holder.name}</span>
    case 'role':
      return <span className="text-ink-2">{holder.people.map(({ name }) => name).join(', ')} (by role)</span>
    case 'left':
      return <State kind="blocked">{holder.name} has left</State>
    case 'nobody':
      return <State kind="blocked">nobody</State>
  }
}
