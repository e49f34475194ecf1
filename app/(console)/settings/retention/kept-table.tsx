import type { ReactNode } from 'react'
import { formatCount } from '@/components/ui/format-number'
import { TextLink } from '@/components/ui/text-link'

type KeptTableProps = { days: number; mayChange: boolean }

type Kept = { what: string; holds: string; until: ReactNode }

function keptRows({ days, mayChange }: KeptTableProps): Kept[] {
  return [
    {
      what: 'Bodies of deliveries',
      holds: 'every signed POST as it came, with what customers wrote',
      until: (
        <>
          {formatCount(days, 'day')}, then emptied. {mayChange ? <TextLink href="/settings">Change</TextLink> : null}
        </>
      ),
    },
    {
      what: 'Deliveries and events',
      holds: 'hash, time and size; identifiers, outcome and why-trace, no message text',
      until: 'kept, as evidence',
    },
    {
      what: 'Contacts and identifiers',
      holds: 'names, phones, BSUIDs, usernames, with their dates',
      until: 'until the person is erased, on their page',
    },
    { what: 'Refused requests', holds: 'a count for each day and reason, nothing of the request', until: 'kept' },
    {
      what: 'Audit log',
      holds: 'who changed what, from what to what',
      until: 'kept; entries are never removed, an erased person’s details are',
    },
    { what: 'Sessions', holds: 'who was signed in, where', until: '30 days after they ended' },
    {
      what: 'Invitations',
      holds: 'an e-mail address and roles',
      until: 'the link works for 7 days; the record is kept',
    },
  ]
}

/** What is kept how long, in words; rows turn into cards on a phone. */
export function KeptTable(props: KeptTableProps) {
  return (
    <dl className="divide-y divide-line">
      {keptRows(props).map((row) => (
        <div
          key={row.what}
          className="grid gap-x-5 gap-y-0.5 px-4 py-2.5 text-control md:grid-cols-[170px_minmax(0,1fr)_minmax(0,220px)]"
        >
          <dt className="font-[550]">{row.what}</dt>
          <dd className="text-ink-2">{row.holds}</dd>
          <dd>{row.until}</dd>
        </div>
      ))}
    </dl>
  )
}
