'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { CheckboxField } from '@/components/form/choice-field'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { useHotkeys } from '@/components/keys/use-hotkeys'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { NumberDetail } from '@/lib/settings/list-numbers'
import { answerOf } from '@/lib/shared/action-answer'
import { updateNumberAction } from '../actions'
import { keepTyped } from '../keep-typed'
import { SettingsConflict } from '../settings-conflict'
import { useVersionedSave } from '../use-versioned-save'
import { NumberFields, type NumberTyped } from './number-fields'

type Named = { id: string; name: string }
type EditNumberProps = { number: NumberDetail; portfolios: readonly Named[]; connections: readonly Named[] }

/** Changes a number, or moves it to another connection. */
export function EditNumber(props: EditNumberProps) {
  const [open, setOpen] = useState(false)
  useHotkeys([{ keys: 'e', label: 'Edit', group: 'Number', run: () => setOpen(true) }])
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Edit ${props.number.label}`}
      trigger={<Button icon={<Pencil />}>Edit</Button>}
    >
      <EditForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  )
}

type Fields = NumberTyped & { acknowledged: boolean }

function fieldsOf(number: NumberDetail): Fields {
  const { label, displayNumber, phoneNumberId, wabaId, portfolioId, connectionId } = number
  return {
    label,
    displayNumber,
    phoneNumberId,
    wabaId,
    portfolioId,
    connectionId: connectionId ?? '',
    acknowledged: false,
  }
}

function EditForm({ number, portfolios, connections, onDone }: EditNumberProps & { onDone: () => void }) {
  const toast = useToast()
  const [typed, setTyped] = useState(fieldsOf(number))
  const { pending, failure, theirs, save, resolve, dismiss } = useVersionedSave<Fields>({
    version: number.version,
    send: async (fields, version) => {
      const input = { ...fields, connectionId: fields.connectionId || null, numberId: number.id, version }
      return answerOf(await updateNumberAction(input).catch(() => undefined))
    },
    onSaved: ({ label }) => {
      onDone()
      toast({ text: `${label} is saved.` })
    },
  })
  const nameIn = (named: readonly Named[], id: string | null) => named.find((one) => one.id === id)?.name ?? 'none'
  const moves = typed.portfolioId !== number.portfolioId && number.history.events + number.history.threads > 0
  return (
    <form action={() => save(typed)} onReset={keepTyped} className="space-y-4">
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      <NumberFields
        typed={typed}
        onChange={(fields) => setTyped({ ...typed, ...fields })}
        errors={failure?.fields ?? {}}
        portfolios={portfolios}
        connections={connections}
      />
      {moves ? (
        <MovesHistory
          number={number}
          checked={typed.acknowledged}
          onChange={(acknowledged) => setTyped({ ...typed, acknowledged })}
        />
      ) : null}
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost">Cancel</Button>
        </DialogClose>
        <SubmitButton pending={pending}>Save number</SubmitButton>
      </div>
      <SettingsConflict<Fields>
        subject={number.label}
        mine={typed}
        theirs={theirs}
        pending={pending}
        onDismiss={dismiss}
        onResolve={(choices) => setTyped(resolve(typed, choices))}
        fields={[
          { key: 'label', label: 'Name', show: (fields) => fields.label },
          { key: 'displayNumber', label: 'Display number', show: (fields) => fields.displayNumber },
          { key: 'phoneNumberId', label: 'Phone number id', show: (fields) => fields.phoneNumberId },
          { key: 'wabaId', label: 'WABA id', show: (fields) => fields.wabaId },
          { key: 'portfolioId', label: 'Portfolio', show: (fields) => nameIn(portfolios, fields.portfolioId) },
          { key: 'connectionId', label: 'Connection', show: (fields) => nameIn(connections, fields.connectionId) },
        ]}
      />
    </form>
  )
}

type MovesHistoryProps = { number: NumberDetail; checked: boolean; onChange: (checked: boolean) => void }

/** BSUIDs belong to a portfolio, so moving a number that was used takes a decision that is recorded. */
function MovesHistory({ number, checked, onChange }: MovesHistoryProps) {
  return (
    <Notice tone="careful" live title="Its people have other BSUIDs there.">
      <p className="mb-2">
        The {formatCount(number.history.events, 'event')} so far stay filed under {number.portfolio}. Somebody who is
        known by BSUID only may come back as a new contact, to be reviewed under Duplicates.
      </p>
      <CheckboxField
        label="The number really belongs to the other portfolio"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
    </Notice>
  )
}
