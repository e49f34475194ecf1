'use client'

import type { ReactNode } from 'react'
import { type ConflictChoice, ConflictDialog } from '@/components/form/conflict-dialog'
import type { Theirs } from './use-versioned-save'

type SettingsConflictProps<Fields extends Record<string, unknown>> = {
  subject: string
  mine: Fields
  theirs: Theirs<Fields> | null
  /** How each field is called and written, in the order of the form. */
  fields: readonly { key: keyof Fields & string; label: string; show: (value: Fields) => ReactNode }[]
  pending: boolean
  onResolve: (choices: Record<string, ConflictChoice>) => void
  onDismiss: () => void
}

/** Both versions of a setting, field by field, when somebody else saved first. */
export function SettingsConflict<Fields extends Record<string, unknown>>(props: SettingsConflictProps<Fields>) {
  const { subject, mine, theirs, fields, pending, onResolve, onDismiss } = props
  if (!theirs) return null
  return (
    <ConflictDialog
      open
      onOpenChange={(open) => (open ? undefined : onDismiss())}
      subject={subject}
      theirName={theirs.changedBy?.name ?? 'Somebody else'}
      pending={pending}
      fields={fields.map(({ key, label, show }) => ({
        field: key,
        label,
        mine: show(mine),
        theirs: show(theirs.current),
        same: String(mine[key] ?? '') === String(theirs.current[key] ?? ''),
      }))}
      onResolve={onResolve}
    />
  )
}
