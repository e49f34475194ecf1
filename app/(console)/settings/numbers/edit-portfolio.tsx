'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import type { PortfolioRow } from '@/lib/settings/list-numbers'
import { answerOf } from '@/lib/shared/action-answer'
import { updatePortfolioAction } from '../actions'
import { SettingsConflict } from '../settings-conflict'
import { useVersionedSave } from '../use-versioned-save'
import { PortfolioFields, portfolioInput } from './portfolio-fields'

type Fields = { name: string; metaId: string | null }

export function EditPortfolio({ portfolio }: { portfolio: PortfolioRow }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={`Edit ${portfolio.name}`}
      trigger={
        <IconButton size="sm" label={`Edit ${portfolio.name}`}>
          <Pencil />
        </IconButton>
      }
    >
      <EditForm portfolio={portfolio} onDone={() => setOpen(false)} />
    </Dialog>
  )
}

function EditForm({ portfolio, onDone }: { portfolio: PortfolioRow; onDone: () => void }) {
  const toast = useToast()
  const [typed, setTyped] = useState<Fields>({ name: portfolio.name, metaId: portfolio.metaId })
  const { pending, failure, theirs, save, resolve, dismiss } = useVersionedSave<Fields>({
    version: portfolio.version,
    send: async ({ name, metaId }, version) => {
      const input = { ...portfolioInput({ name, metaId: metaId ?? '' }), portfolioId: portfolio.id, version }
      return answerOf(await updatePortfolioAction(input).catch(() => undefined))
    },
    onSaved: ({ name }) => {
      onDone()
      toast({ text: `${name} is saved.` })
    },
  })
  return (
    <form action={() => save(typed)} className="space-y-4">
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      <PortfolioFields
        typed={{ name: typed.name, metaId: typed.metaId ?? '' }}
        onChange={setTyped}
        errors={failure?.fields ?? {}}
      />
      <div className="flex justify-end gap-2">
        <DialogClose asChild>
          <Button variant="ghost">Cancel</Button>
        </DialogClose>
        <SubmitButton pending={pending}>Save portfolio</SubmitButton>
      </div>
      <SettingsConflict<Fields>
        subject={portfolio.name}
        mine={typed}
        theirs={theirs}
        pending={pending}
        onDismiss={dismiss}
        onResolve={(choices) => setTyped(resolve(typed, choices))}
        fields={[
          { key: 'name', label: 'Name', show: (fields) => fields.name },
          { key: 'metaId', label: 'Portfolio id', show: (fields) => fields.metaId || 'none' },
        ]}
      />
    </form>
  )
}
