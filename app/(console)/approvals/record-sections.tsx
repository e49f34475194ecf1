import { type KeyValue, KeyValues } from '@/components/ui/key-values'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ApprovalRecord } from '@/lib/approvals/record'
import { roleLabel } from '@/lib/members/role-words'
import { ApprovalStateMark } from './approval-state'
import { ContentChanges } from './content-changes'
import { Votes } from './votes'

function underWords({ roles, quorum }: { roles: string[]; quorum: number }): string {
  const many = quorum === 1 ? 'one decision' : `${quorum} decisions`
  return `${many} by ${roles.map(roleLabel).join(' or ')}`
}

/** Who asked for what and when, how it ended, and the fingerprint of what was signed. */
export function RecordFacts({ record }: { record: ApprovalRecord }) {
  const { request, kind, title, href, authors, decidedUnder } = record
  const { expiresAt, decidedAt, staleAt, staleBecause } = request
  const rows: (KeyValue | null)[] = [
    { key: 'To sign off', value: href ? <TextLink href={href}>{title}</TextLink> : `${title} (removed since)` },
    { key: 'Kind', value: kind },
    { key: 'State', value: <ApprovalStateMark state={request.state} /> },
    {
      key: 'Asked',
      value: (
        <>
          {request.requestedBy}, <When at={request.requestedAt} style="full" />
        </>
      ),
    },
    { key: 'Reason', value: request.reason },
    authors.length > 0 ? { key: 'Work of', value: authors.join(', ') } : null,
    expiresAt && request.state === 'open' ? { key: 'Expires', value: <When at={expiresAt} style="full" /> } : null,
    decidedAt && { key: 'Decided', value: <When at={decidedAt} style="full" /> },
    decidedUnder && { key: 'Policy then', value: underWords(decidedUnder) },
    staleAt && {
      key: 'Stale since',
      value: (
        <>
          <When at={staleAt} style="full" />. {staleBecause}
        </>
      ),
    },
    { key: 'Fingerprint', value: <code className="machine [overflow-wrap:anywhere]">{request.contentHash}</code> },
  ]
  return <KeyValues rows={rows.filter((row) => row !== null)} />
}

export function RecordVotes({ record }: { record: ApprovalRecord }) {
  const { votes } = record.request
  if (votes.length === 0) return <p className="text-control text-ink-2">Nobody has decided yet.</p>
  return <Votes votes={votes} />
}

export function RecordContent({ record }: { record: ApprovalRecord }) {
  return <ContentChanges changes={record.changes} comparesWithApproved={record.comparesWithApproved} />
}

export const contentTitle = ({ comparesWithApproved }: ApprovalRecord): string =>
  comparesWithApproved ? 'What changed since the sign-off before' : 'What was asked about'
