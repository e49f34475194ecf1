'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useHotkeys } from '../keys/use-hotkeys'
import { classNames } from '../ui/class-names'
import { ZoneProvider } from '../ui/zone'
import type { CommandAction } from './command-body'
import { CommandMenu } from './command-menu'
import { KeysDialog } from './keys-dialog'
import { type Person, PersonMenu } from './person-menu'
import { Rail, type RoomCounts } from './rail'
import { RAIL_COOKIE } from './rail-cookie'
import { RailDrawer } from './rail-drawer'
import { type RoomKey, visibleRooms } from './rooms'
import { ThemeMenu } from './theme-menu'
import { TopBar } from './top-bar'
import type { SearchCommand } from './use-command-search'
import { type Waiting, WaitingBell } from './waiting-bell'

export type ShellProps = {
  workspace: string
  /** The IANA zone of the workspace; every date below is written in it. */
  zone: string
  person: Person
  /** Rooms this person may enter; without it, every room that is built. */
  rooms?: readonly RoomKey[]
  counts?: RoomCounts
  waiting?: readonly Waiting[]
  /** Notifications that were not read yet. */
  unread?: number
  actions?: readonly CommandAction[]
  /** A server action that finds records by words. */
  search?: SearchCommand
  /** From `readRailFolded()`. */
  railFolded?: boolean
  /** `<StateLine>` while the rollout is blocked, releasing or rolling back; otherwise null. */
  stateLine?: ReactNode
  /** Menu items of the person: profile, sign out. */
  personMenu?: ReactNode
  children: ReactNode
}

const YEAR = 365 * 24 * 60 * 60

/** The frame around every room: rail, top bar, state line, commands and keys. */
export function Shell({
  workspace,
  zone,
  person,
  rooms,
  counts = {},
  waiting = [],
  unread = 0,
  actions = [],
  search,
  ...rest
}: ShellProps) {
  const [commandOpen, setCommandOpen] = useState(false)
  const [keysOpen, setKeysOpen] = useState(false)
  const { folded, fold } = useRailFold(rest.railFolded ?? false)
  const shown = visibleRooms(rooms)
  useShellKeys({ rooms: shown, onCommand: () => setCommandOpen(true), onKeys: () => setKeysOpen(true) })
  return (
    <ZoneProvider zone={zone}>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-ink px-3 py-2 text-canvas focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the content
      </a>
      <div className={classNames('flex min-h-dvh', rest.stateLine ? '[--frame-top:86px]' : '[--frame-top:50px]')}>
        <Rail rooms={shown} counts={counts} folded={folded} onFold={fold} />
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="sticky top-0 z-20 print:static">
            <TopBar
              workspace={workspace}
              drawer={<RailDrawer rooms={shown} counts={counts} />}
              onSearch={() => setCommandOpen(true)}
            >
              <WaitingBell waiting={waiting} unread={unread} />
              <ThemeMenu />
              <PersonMenu person={person} onKeys={() => setKeysOpen(true)}>
                {rest.personMenu}
              </PersonMenu>
            </TopBar>
            {rest.stateLine}
          </div>
          <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
            {rest.children}
          </main>
        </div>
      </div>
      <CommandMenu open={commandOpen} onOpenChange={setCommandOpen} rooms={shown} actions={actions} search={search} />
      <KeysDialog open={keysOpen} onOpenChange={setKeysOpen} />
    </ZoneProvider>
  )
}

function useRailFold(initially: boolean) {
  const [folded, setFolded] = useState(initially)
  function fold() {
    const next = !folded
    setFolded(next)
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support.
    document.cookie = `${RAIL_COOKIE}=${next ? 'folded' : 'open'}; path=/; max-age=${YEAR}; samesite=lax`
  }
  return { folded, fold }
}

function useShellKeys({
  rooms,
  onCommand,
  onKeys,
}: {
  rooms: ReturnType<typeof visibleRooms>
  onCommand: () => void
  onKeys: () => void
}): void {
  const router = useRouter()
  useHotkeys([
    { keys: 'mod+k', label: 'Search and commands', group: 'Everywhere', run: onCommand, whileTyping: true },
    { keys: '/', label: 'Search', group: 'Everywhere', run: () => focusSearch() || onCommand() },
    { keys: '?', label: 'This list', group: 'Everywhere', run: onKeys },
    ...rooms.map((room) => ({
      keys: `g ${room.letter}`,
      label: room.label,
      group: 'Go to',
      run: () => router.push(room.href),
    })),
  ])
}

/** The search field of the room, when it has one and it is in sight. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-search]')
  if (!field || field.offsetParent === null) return false
  field.focus()
  field.select()
  return true
}
