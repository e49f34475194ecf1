import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatCount } from '@/components/ui/format-number'
import { type KeyValue, KeyValues } from '@/components/ui/key-values'
import { Mono } from '@/components/ui/mono'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { MergeDetail, MergeParty } from '@/lib/merges/queries'
import { FIELD_WORDS } from '@/lib/merges/vocabulary'

const NONE = <span className="text-ink-3">–</span>

function PartyLink({ party }: { party: MergeParty }) {
  if (party.state === 'erased') return <>{party.label}</>
  return (
    <TextLink href={`/contacts/${party.id}`} className={party.isCrmId ? 'machine' : undefined}>
      {party.label}
    </TextLink>
  )
}

/** Who became part of whom, by whom, and what moved. */
export function Facts({ merge }: { merge: MergeDetail }) {
  const { survivor, merged, mergedAt, mergedBy, undoneAt, undoneBy, moved, acknowledged, note, crm } = merge
  const rows: (KeyValue | null)[] = [
    { key: 'Stayed', value: <PartyLink party={survivor} /> },
    { key: 'Became part', value: <PartyLink party={merged} /> },
    {
      key: 'Merged',
      value: (
        <>
          {mergedBy}, <When at={mergedAt} style="full" />
        </>
      ),
    },
    undoneAt && {
      key: 'Undone',
      value: (
        <>
          {undoneBy}, <When at={undoneAt} style="full" />
        </>
      ),
    },
    {
      key: 'Moved',
      value: `${formatCount(moved.identifiers, 'identifier')} and ${formatCount(moved.threads, 'conversation')}; no reply goes elsewhere`,
    },
    moved.conflicts > 0 ? { key: 'Answered', value: formatCount(moved.conflicts, 'conflict') } : null,
    crm && {
      key: 'In the CRM',
      value: (
        <>
          merge <Mono>{crm.merged}</Mono> into <Mono>{crm.kept}</Mono>
          {crm.state === 'done' ? ', carried out' : ''}
        </>
      ),
    },
    acknowledged ? { key: 'Known because', value: acknowledged } : null,
    note ? { key: 'Note', value: note } : null,
  ]
  return <KeyValues rows={rows.filter((row) => row !== null)} />
}

const WHOSE = { survivor: 'of the one that stayed', merged: 'of the other' } as const

/** Field by field: what each said, and what the merge wrote. */
export function FieldTable({ merge }: { merge: MergeDetail }) {
  return (
    <PlainTable label="Fields" head={['Field', 'Stayed', 'Became part', 'Written']}>
      {merge.fields.map(({ field, survivor, merged, written, from }) => (
        <tr key={field}>
          <Cell tone="quiet">{FIELD_WORDS[field]}</Cell>
          <Cell>{survivor ?? NONE}</Cell>
          <Cell>{merged ?? NONE}</Cell>
          <Cell>
            {written ?? NONE}
            {from ? <span className="block text-small text-ink-2">{WHOSE[from]}</span> : null}
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}

export function MergeHistory({ merge }: { merge: MergeDetail }) {
  return (
    <ul className="space-y-1.5 text-control">
      {merge.history.map(({ at, who, what }) => (
        <li key={what}>
          {who} {what}, <When at={at} style="full" />
        </li>
      ))}
    </ul>
  )
}
