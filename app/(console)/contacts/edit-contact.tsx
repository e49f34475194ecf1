'use client'

import { Pencil } from 'lucide-react'
import { ConflictDialog, type ConflictField } from '@/components/form/conflict-dialog'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { useHotkeys } from '@/components/keys/use-hotkeys'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EDIT_FIELDS, type Editable, useContactEdit } from './use-contact-edit'

type Edit = ReturnType<typeof useContactEdit>

function conflictFields({ typed, theirs }: Pick<Edit, 'typed' | 'theirs'>): ConflictField[] {
  return EDIT_FIELDS.map(({ field, label }) => ({
    field,
    label,
    mine: typed[field] || 'nothing',
    theirs: theirs?.[field] ?? 'nothing',
    same: (theirs?.[field] ?? '') === typed[field].trim(),
  }))
}

/** Name and CRM contact id, in a dialog. Nothing typed is lost when somebody else saved in between. */
export function EditContact({ contact }: { contact: Editable }) {
  const edit = useContactEdit(contact)
  useHotkeys([{ keys: 'e', label: 'Edit', group: 'Contact', run: edit.start }])
  return (
    <>
      <Button size="sm" icon={<Pencil />} shortcut="E" onClick={edit.start}>
        Edit
      </Button>
      <Dialog
        title="Edit the contact"
        description="The CRM contact id ties this person to your CRM. Identifiers from WhatsApp are never edited by hand."
        open={edit.open && edit.theirs === null}
        onOpenChange={edit.setOpen}
      >
        <EditForm edit={edit} />
      </Dialog>
      <ConflictDialog
        open={edit.theirs !== null}
        onOpenChange={edit.backToForm}
        subject={contact.name ?? 'This contact'}
        theirName="Somebody else"
        pending={edit.pending}
        fields={conflictFields(edit)}
        onResolve={edit.resolve}
      />
    </>
  )
}

function EditForm({ edit }: { edit: Edit }) {
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        void edit.submit()
      }}
    >
      <FormErrors errors={edit.failure ? [{ message: edit.failure.sentence }] : []} />
      {EDIT_FIELDS.map(({ field, label }) => (
        <TextField
          key={field}
          label={label}
          name={field}
          required={false}
          machine={field === 'crmContactId'}
          value={edit.typed[field]}
          onChange={(event) => edit.type(field, event.target.value)}
          error={edit.failure?.fields?.[field]}
        />
      ))}
      <SubmitButton pending={edit.pending}>Save contact</SubmitButton>
    </form>
  )
}
