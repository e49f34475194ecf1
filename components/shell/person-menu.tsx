'use client'

import { Keyboard } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuSeparator } from '../ui/menu'
import { initialsOf } from './initials'

export type Person = { name: string; email: string; roles: readonly string[] }

/** Who is signed in, with what roles, and what is theirs: the slot carries the profile and signing out. */
export function PersonMenu({ person, onKeys, children }: { person: Person; onKeys: () => void; children?: ReactNode }) {
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${person.name}, your menu`}
          className="grid size-[26px] shrink-0 place-items-center rounded-full bg-accent-soft text-tiny font-semibold text-accent"
        >
          {initialsOf(person.name)}
        </button>
      }
    >
      <div className="px-2.5 pt-2 pb-1.5">
        <p className="text-control font-[550]">{person.name}</p>
        <p className="truncate text-small text-ink-2">{person.email}</p>
        <p className="mt-0.5 text-small text-ink-3">{person.roles.join(', ')}</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={<Keyboard />} shortcut="?" onSelect={onKeys}>
        Keyboard
      </MenuItem>
      {children}
    </Menu>
  )
}
