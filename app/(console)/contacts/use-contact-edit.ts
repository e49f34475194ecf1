'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ConflictChoice } from '@/components/form/conflict-dialog'
import { useToast } from '@/components/ui/toast'
import type { EditableContact } from '@/lib/contacts/edit-contact'
import type { ActionFailure } from '@/lib/shared/action-answer'
import { editContactAction } from './actions'
import { ask } from './ask'

export type Editable = { id: string; name: string | null; crmContactId: string | null; version: number }
export type Typed = { name: string; crmContactId: string }

export const EDIT_FIELDS = [
  { field: 'name', label: 'Name' },
  { field: 'crmContactId', label: 'CRM contact id' },
] as const

function textsOf({ name, crmContactId }: Pick<Editable, 'name' | 'crmContactId'>): Typed {
  return { name: name ?? '', crmContactId: crmContactId ?? '' }
}

/** The version somebody else saved meanwhile, when that is why a save was refused. */
function currentOf(failure: ActionFailure): EditableContact | null {
  const current = failure.code === 'stale-version' ? failure.details?.current : undefined
  return (current as EditableContact | undefined) ?? null
}

/** An edit of one contact: what is typed, the version it started from, and what came of saving it. */
export function useContactEdit(contact: Editable) {
  const router = useRouter()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState<Typed>(textsOf(contact))
  const [version, setVersion] = useState(contact.version)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [theirs, setTheirs] = useState<EditableContact | null>(null)
  function start() {
    setTyped(textsOf(contact))
    // The page may be drawn anew while the dialog is open; what was typed belongs to the version it began with.
    setVersion(contact.version)
    setFailure(null)
    setOpen(true)
  }
  async function save(values: Typed, onVersion: number) {
    setPending(true)
    setFailure(null)
    const answer = await ask(() => editContactAction({ id: contact.id, version: onVersion, ...values }))
    setPending(false)
    if (answer.ok) {
      setOpen(false)
      setTheirs(null)
      toast({ text: 'The contact was saved.' })
      router.refresh()
      return
    }
    const current = currentOf(answer)
    setTheirs(current)
    setFailure(current ? null : answer)
  }
  function resolve(choices: Record<string, ConflictChoice>) {
    if (!theirs) return
    const chosen = textsOf(theirs)
    for (const { field } of EDIT_FIELDS) if (choices[field] === 'mine') chosen[field] = typed[field]
    setTyped(chosen)
    setVersion(theirs.version)
    void save(chosen, theirs.version)
  }
  return {
    ...{ open, setOpen, typed, pending, failure, theirs, start, resolve },
    type: (field: keyof Typed, text: string) => setTyped((before) => ({ ...before, [field]: text })),
    submit: () => save(typed, version),
    backToForm: () => setTheirs(null),
  }
}
