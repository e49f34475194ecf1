import Form from 'next/form'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { KIND_WORDS } from '@/lib/entry-points/kinds'
import { listEntryPointPage } from '@/lib/entry-points/queries'
import { isOneWayDoor } from '@/lib/entry-points/rules'
import type { EntryPointView } from '@/lib/entry-points/schema'
import { type Actor, can } from '@/lib/server/actor'
import { SetDestination } from './set-destination'

type RowPanelProps = { actor: Actor; row: EntryPointView | null; link: string | null; find: string; query: string }

/** The way from a link into the sheet: which row gets it, and what it has now. */
export async function RowPanel({ actor, row, link, find, query }: RowPanelProps) {
  if (!can(actor, 'entry-points:write')) return null
  return (
    <Panel title="New destination of a row">
      {row ? <Chosen row={row} link={link} query={query} /> : <Finder actor={actor} find={find} query={query} />}
    </Panel>
  )
}

function hrefWith(query: string, more: Record<string, string>): string {
  const all = new URLSearchParams(query)
  for (const [key, value] of Object.entries(more)) all.set(key, value)
  return `/entry-points/links?${all}`
}

function Chosen({ row, link, query }: { row: EntryPointView; link: string | null; query: string }) {
  const door = isOneWayDoor({ ...row, newDestination: link })
  return (
    <div className="space-y-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <TextLink href={`/entry-points/${row.id}`}>{row.name}</TextLink>
        <span className="text-small text-ink-2">{KIND_WORDS[row.kind]}</span>
        <TextLink className="ml-auto text-small" href={hrefWith(query, {})}>
          Choose another row
        </TextLink>
      </p>
      <p className="text-small text-ink-2">
        New destination now: {row.newDestination ? <Mono className="break-all">{row.newDestination}</Mono> : 'none'}
      </p>
      {door ? (
        <Notice tone="careful">This row is printed, and the link encodes a username: it cannot be taken back.</Notice>
      ) : null}
      {row.archivedAt ? <Notice>This entry point is archived. Restore it first.</Notice> : null}
      {link && !row.archivedAt ? (
        <SetDestination
          key={`${row.version} ${link}`}
          id={row.id}
          name={row.name}
          version={row.version}
          link={link}
          same={row.newDestination === link}
        />
      ) : null}
    </div>
  )
}

const MATCHES = 8

async function Finder({ actor, find, query }: { actor: Actor; find: string; query: string }) {
  const found = find
    ? await listEntryPointPage(actor, { filters: { q: find }, sort: 'name', dir: 'asc', skip: 0, take: MATCHES })
    : null
  return (
    <div className="space-y-3">
      <Form action="/entry-points/links" scroll={false} className="flex gap-2">
        {[...new URLSearchParams(query)].map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Input
          type="search"
          name="find"
          defaultValue={find}
          aria-label="Search a row of the sheet"
          placeholder="Name, location or owner"
        />
        <Button type="submit">Search</Button>
      </Form>
      {found ? (
        <ul aria-label="Rows found" className="space-y-1">
          {found.rows.map((row) => (
            <li key={row.id} className="flex flex-wrap items-baseline gap-x-2">
              <TextLink href={hrefWith(query, { row: row.id })}>{row.name}</TextLink>
              <span className="text-small text-ink-2">
                {KIND_WORDS[row.kind]}
                {row.location ? `, ${row.location}` : ''}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {found && found.total === 0 ? <p className="text-small text-ink-2">No row matches “{find}”.</p> : null}
      {found && found.total > MATCHES ? (
        <p className="text-small text-ink-2">
          The first {MATCHES} of {found.total}; search more exactly.
        </p>
      ) : null}
    </div>
  )
}
