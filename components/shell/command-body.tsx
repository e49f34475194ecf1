'use client'

import { Command } from 'cmdk'
import { ArrowRight, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { Kbd } from '../ui/kbd'
import { Spinner } from '../ui/spinner'
import type { visibleRooms } from './rooms'
import { type SearchCommand, type SearchHit, useCommandSearch } from './use-command-search'

/** Something to do, by name: "Import contacts". */
export type CommandAction = { key: string; label: string; href: string; keywords?: readonly string[] }

export type CommandBodyProps = {
  rooms: ReturnType<typeof visibleRooms>
  actions: readonly CommandAction[]
  /** Asks the server; without it only rooms and actions are found. */
  search?: SearchCommand | undefined
  onDone: () => void
}

const groupStyle =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-tiny [&_[cmdk-group-heading]]:font-[550] [&_[cmdk-group-heading]]:text-ink-3'

/** The field and what it finds: a room, an action, or a record that the server knows. */
export default function CommandBody({ rooms, actions, search, onDone }: CommandBodyProps) {
  const router = useRouter()
  const [query, setQuery] = useState('')
  const found = useCommandSearch(query, search)
  function go(href: string) {
    onDone()
    router.push(href)
  }
  return (
    <Command label="Search and commands" loop>
      <div className="flex items-center gap-2.5 border-b border-line px-3.5">
        {found.searching ? <Spinner /> : <Search aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
        <Command.Input
          value={query}
          onValueChange={setQuery}
          maxLength={200}
          placeholder={search ? 'Search, or name a room or an action' : 'Name a room or an action'}
          className="h-12 w-full bg-transparent text-prose outline-none"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="quiet-scroll max-h-[min(420px,60dvh)] overflow-y-auto p-1.5">
        {found.hits.length > 0 || found.problem ? null : (
          <Command.Empty className="px-3 py-6 text-center text-control text-ink-2">
            {found.searching ? 'Searching…' : 'Nothing found under that name.'}
          </Command.Empty>
        )}
        {found.problem ? (
          <p role="alert" className="px-3 py-2 text-control text-block">
            {found.problem}
          </p>
        ) : null}
        <FoundGroups hits={found.hits} go={go} />
        <KnownGroups rooms={rooms} actions={actions} go={go} />
      </Command.List>
    </Command>
  )
}

/** What the server found. It was asked for these words already, so the menu does not sift it once more. */
function FoundGroups({ hits, go }: { hits: readonly SearchHit[]; go: (href: string) => void }) {
  const groups = [...new Set(hits.map((hit) => hit.group))]
  return groups.map((group) => (
    <Command.Group key={group} heading={group} forceMount className={groupStyle}>
      {hits
        .filter((hit) => hit.group === group)
        .map((hit) => (
          <CommandRow key={hit.id} value={`found ${hit.id}`} forceMount onSelect={() => go(hit.href)}>
            <span className="min-w-0 flex-1 truncate">{hit.label}</span>
            {hit.hint ? <span className="machine max-w-[45%] truncate text-ink-3">{hit.hint}</span> : null}
          </CommandRow>
        ))}
    </Command.Group>
  ))
}

function KnownGroups({
  rooms,
  actions,
  go,
}: Pick<CommandBodyProps, 'rooms' | 'actions'> & { go: (href: string) => void }) {
  return (
    <>
      {actions.length > 0 ? (
        <Command.Group heading="Do" className={groupStyle}>
          {actions.map((action) => (
            <CommandRow
              key={action.key}
              value={action.label}
              keywords={action.keywords}
              onSelect={() => go(action.href)}
            >
              <ArrowRight aria-hidden="true" />
              {action.label}
            </CommandRow>
          ))}
        </Command.Group>
      ) : null}
      <Command.Group heading="Go to" className={groupStyle}>
        {rooms.map((room) => (
          <CommandRow key={room.key} value={room.label} keywords={[room.key]} onSelect={() => go(room.href)}>
            <room.icon aria-hidden="true" />
            <span className="flex-1">{room.label}</span>
            <span className="flex gap-1">
              <Kbd>G</Kbd>
              <Kbd>{room.letter.toUpperCase()}</Kbd>
            </span>
          </CommandRow>
        ))}
      </Command.Group>
    </>
  )
}

function CommandRow({
  value,
  keywords,
  forceMount = false,
  onSelect,
  children,
}: {
  value: string
  keywords?: readonly string[] | undefined
  forceMount?: boolean
  onSelect: () => void
  children: ReactNode
}) {
  return (
    <Command.Item
      value={value}
      keywords={keywords ? [...keywords] : undefined}
      forceMount={forceMount}
      onSelect={onSelect}
      className="flex min-h-9 items-center gap-2.5 rounded-md px-3 text-control data-[selected=true]:bg-accent-soft [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-ink-3"
    >
      {children}
    </Command.Item>
  )
}
