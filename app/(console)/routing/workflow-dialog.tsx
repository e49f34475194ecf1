'use client'

import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { type ConflictChoice, ConflictDialog } from '@/components/form/conflict-dialog'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { WorkflowRow } from '@/lib/routing/queries'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { createWorkflowAction, updateWorkflowAction } from './actions'
import { conflictFields, EMPTY, type Fields, fieldsOf, WorkflowFields } from './workflow-fields'

type Stale = { theirs: Fields; version: number }

function staleOf(failure: ActionFailure): Stale | null {
  const current = failure.details?.current as (Partial<Fields> & { version: number }) | undefined
  return failure.code === 'stale-version' && current ? { theirs: fieldsOf(current), version: current.version } : null
}

type Props = { owners: { id: string; name: string }[]; workflow?: WorkflowRow }

/** Saving, with everything that can come back: done, a refusal in words, or somebody else's version. */
function useWorkflowSave(workflow: WorkflowRow | undefined, onSaved: () => void) {
  const toast = useToast()
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [stale, setStale] = useState<Stale | null>(null)
  const [pending, setPending] = useState(false)

  async function save(wanted: Fields, version = workflow?.version ?? 0) {
    setPending(true)
    const call = workflow ? updateWorkflowAction({ ...wanted, id: workflow.id, version }) : createWorkflowAction(wanted)
    const answer = answerOf<unknown>(await call.catch(() => undefined))
    setPending(false)
    const conflict = answer.ok ? null : staleOf(answer)
    setStale(conflict)
    setFailure(answer.ok || conflict ? null : answer)
    if (!answer.ok) return
    onSaved()
    toast({ text: workflow ? `“${wanted.name}” was changed.` : `“${wanted.name}” was added.` })
  }
  return { save, pending, failure, stale, forget: () => setFailure(null), giveUp: () => setStale(null) }
}

/** What the dialog is opened with. */
function Opener({ workflow }: { workflow: WorkflowRow | undefined }) {
  return workflow ? (
    <Button size="sm" variant="ghost" icon={<Pencil />} aria-label={`Change ${workflow.name}`}>
      Change
    </Button>
  ) : (
    <Button variant="primary" icon={<Plus />}>
      Add workflow
    </Button>
  )
}

/** Adds a workflow, or changes one. What was typed survives a refusal and a conflict. */
export function WorkflowDialog({ owners, workflow }: Props) {
  const [open, setOpen] = useState(false)
  const [fields, setFields] = useState<Fields>(EMPTY)
  const saving = useWorkflowSave(workflow, () => setOpen(false))
  const { save, stale, failure } = saving
  function toggle(next: boolean) {
    setOpen(next)
    saving.forget()
    if (next) setFields(workflow ? fieldsOf(workflow) : EMPTY)
  }
  function resolve(choices: Record<string, ConflictChoice>) {
    const taken = Object.entries(choices).filter(([, choice]) => choice === 'theirs')
    const theirs = Object.fromEntries(taken.map(([key]) => [key, stale?.theirs[key as keyof Fields]]))
    const merged = { ...fields, ...theirs }
    setFields(merged)
    void save(merged, stale?.version)
  }
  return (
    <>
      <Dialog
        open={open && stale === null}
        onOpenChange={toggle}
        title={workflow ? `Change “${workflow.name}”` : 'Add a workflow'}
        description="Where a conversation lands, and who answers for it."
        trigger={Opener({ workflow })}
        footer={
          <Footer label={workflow ? 'Save' : 'Add workflow'} pending={saving.pending} onSave={() => save(fields)} />
        }
      >
        <form
          className="space-y-4"
          onSubmit={(event) => {
            event.preventDefault()
            void save(fields)
          }}
        >
          {failure ? (
            <Notice tone="problem" live>
              {failure.sentence}
            </Notice>
          ) : null}
          <WorkflowFields
            fields={fields}
            set={(change) => setFields((before) => ({ ...before, ...change }))}
            owners={owners}
            errors={failure?.fields ?? {}}
          />
          <button type="submit" hidden />
        </form>
      </Dialog>
      {stale ? (
        <ConflictDialog
          open
          onOpenChange={saving.giveUp}
          subject={fields.name}
          theirName="Somebody else"
          fields={conflictFields(fields, stale.theirs, owners)}
          pending={saving.pending}
          onResolve={resolve}
        />
      ) : null}
    </>
  )
}

function Footer({ label, pending, onSave }: { label: string; pending: boolean; onSave: () => void }) {
  return (
    <>
      <DialogClose asChild>
        <Button variant="ghost">Cancel</Button>
      </DialogClose>
      <Button variant="primary" pending={pending} onClick={onSave}>
        {label}
      </Button>
    </>
  )
}
