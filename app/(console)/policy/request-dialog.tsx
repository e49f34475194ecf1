'use client'

import { AtSign } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { judgeClass } from '@/lib/policy/judge-rules'
import type { PolicyContent, RequestHandle } from '@/lib/policy/schema'
import { CLASS_KEYS, isClassKey } from '@/lib/policy/vocabulary'
import { CLASS_WORDS, rolesLine } from '@/lib/policy/words'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { requestHandleAction } from './actions'
import { AllowedMark } from './policy-state'
import { ReasonList } from './reason-list'

const EMPTY: RequestHandle = { name: '', classKey: 'region', reason: '' }

/** Asks for a handle; the policy answers while it is typed. */
export function RequestDialog({ content }: { content: PolicyContent }) {
  const router = useRouter()
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [wish, setWish] = useState<RequestHandle>(EMPTY)
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<ActionFailure | null>(null)

  async function send() {
    setPending(true)
    const answer = answerOf(await requestHandleAction(wish).catch(() => undefined))
    setPending(false)
    setFailure(answer.ok ? null : answer)
    if (!answer.ok) return
    setOpen(false)
    setWish(EMPTY)
    toast({ text: `You asked for @${wish.name.replace(/^@/, '')}. ${approverWords(content, wish)} decides.` })
    router.push(`/policy/requests/${answer.value.id}`)
  }

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Ask for a handle"
      description="The policy in force judges it at once, and whoever approves its class decides."
      trigger={
        <Button variant="primary" icon={<AtSign />}>
          Ask for a handle
        </Button>
      }
      footer={
        <>
          <DialogClose asChild>
            <Button variant="ghost">Cancel</Button>
          </DialogClose>
          <Button variant="primary" pending={pending} onClick={send}>
            Ask for it
          </Button>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        {failure ? (
          <Notice tone="problem" live>
            {failure.sentence}
          </Notice>
        ) : null}
        <WishFields wish={wish} set={(change) => setWish({ ...wish, ...change })} content={content} failure={failure} />
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

function approverWords(content: PolicyContent, { classKey }: RequestHandle): string {
  const { approver } = content.classes[classKey]
  return rolesLine(approver ? [approver] : [])
}

type WishFieldsProps = {
  wish: RequestHandle
  set: (change: Partial<RequestHandle>) => void
  content: PolicyContent
  failure: ActionFailure | null
}

function WishFields({ wish, set, content, failure }: WishFieldsProps) {
  const verdict = wish.name.trim() === '' ? null : judgeClass(content, wish.classKey, wish.name)
  const { requesters } = content.classes[wish.classKey]
  return (
    <>
      <SelectField
        label="What it stands for"
        value={wish.classKey}
        options={CLASS_KEYS.map((key) => ({ value: key, label: CLASS_WORDS[key].name }))}
        help={`${CLASS_WORDS[wish.classKey].hint} May ask: ${rolesLine(requesters)}. Approves: ${approverWords(content, wish)}.`}
        onChange={(event) => set({ classKey: isClassKey(event.target.value) ? event.target.value : wish.classKey })}
      />
      <TextField
        label="Handle"
        machine
        required
        maxLength={80}
        placeholder="@"
        value={wish.name}
        error={failure?.fields?.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      {verdict ? (
        <div aria-live="polite" className="space-y-2 rounded-md border border-line bg-sunken p-3">
          <AllowedMark allowed={verdict.allowed} />
          <ReasonList reasons={verdict.reasons} label="What each rule says" />
        </div>
      ) : null}
      <TextareaField
        label="What it is for"
        required
        maxLength={500}
        value={wish.reason}
        error={failure?.fields?.reason}
        help="Which customers it is for, and where they will see it."
        onChange={(event) => set({ reason: event.target.value })}
      />
    </>
  )
}
