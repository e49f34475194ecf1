'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useState, useTransition } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { Decision, SubjectRef } from '@/lib/approvals/vocabulary'
import { type ActionAnswer, answerOf } from '@/lib/shared/action-answer'
import { decideApprovalAction, remindApproversAction, requestApprovalAction, withdrawApprovalAction } from './actions'

type WordsDialogProps = {
  title: string
  description: string
  label: string
  help: string
  required: boolean
  confirm: string
  danger?: boolean
  trigger: ReactNode
  /** Whose vote it is, when there is a choice. */
  children?: ReactNode
  send: (words: string) => Promise<ActionAnswer<unknown>>
  done: string
}

/** Refusals after which the step is no longer there to be taken. */
const OVERTAKEN = new Set(['request-closed', 'request-expired', 'request-stale', 'voted-already', 'requested-already'])

/** A step with words of its own. What was typed stays when it is refused. */
function WordsDialog(props: WordsDialogProps) {
  const toast = useToast()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, start] = useTransition()
  function send() {
    start(async () => {
      const answer = await props.send(words)
      if (!answer.ok) {
        const sentence = Object.values(answer.fields ?? {}).flat()[0] ?? answer.sentence
        setProblem(sentence)
        // What was decided by somebody else takes this dialog away with its button; the sentence has to outlive both.
        if (OVERTAKEN.has(answer.code)) toast({ tone: 'failed', text: sentence })
        router.refresh()
        return
      }
      setOpen(false)
      setWords('')
      toast({ text: props.done })
    })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setProblem(null)
      }}
      title={props.title}
      description={props.description}
      trigger={props.trigger}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="ghost">Leave it as it is</Button>
          </DialogClose>
          <Button variant={props.danger ? 'danger' : 'primary'} pending={pending} onClick={send}>
            {props.confirm}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {props.children}
        <TextareaField
          label={props.label}
          help={props.help}
          required={props.required}
          rows={3}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {problem ? (
          <Notice tone="problem" live>
            {problem}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  )
}

/** Asks for a sign-off of what the subject says now. */
export function RequestButton({ subject, title, again }: { subject: SubjectRef; title: string; again: boolean }) {
  return (
    <WordsDialog
      title={`Ask for a sign-off: ${title}`}
      description="It is bound to what is written now: an edit afterwards makes it stale. Whoever can decide is told at once."
      label="Why it should be signed off"
      help="What it is for, what you checked, by when you need it."
      required
      confirm="Ask for the sign-off"
      trigger={<Button variant="primary">{again ? 'Ask again' : 'Ask for a sign-off'}</Button>}
      send={async (reason) => answerOf(await requestApprovalAction({ ...subject, reason }).catch(() => undefined))}
      done={`“${title}” waits for a decision.`}
    />
  )
}

export type Deciding = {
  id: string
  title: string
  contentHash: string
  /** Whose votes may be cast; `name` is null for one's own. */
  voices: readonly { id: string; name: string | null }[]
}

const DECISION_WORDS: Record<Decision, Omit<WordsDialogProps, 'trigger' | 'send' | 'children'>> = {
  approve: {
    title: 'Sign off',
    description: 'You sign what is shown here, word for word. An edit afterwards makes your sign-off stale.',
    label: 'Comment',
    help: 'Kept with the decision. Leave it empty when there is nothing to add.',
    required: false,
    confirm: 'Sign off',
    done: 'Your decision is recorded.',
  },
  reject: {
    title: 'Refuse',
    description: 'The request ends here. Whoever asked is told your reason, and can ask again after a change.',
    label: 'Why it cannot be signed off',
    help: 'Say what has to change: the people who worked on it read this first.',
    required: true,
    confirm: 'Refuse',
    danger: true,
    done: 'Your decision is recorded.',
  },
}

/** The two decisions, each with its comment, and whose vote it is when somebody is away. */
export function DecideButtons({ deciding }: { deciding: Deciding }) {
  return (
    <>
      <DecideButton deciding={deciding} decision="reject" />
      <DecideButton deciding={deciding} decision="approve" />
    </>
  )
}

function DecideButton({ deciding, decision }: { deciding: Deciding; decision: Decision }) {
  const { id, title, contentHash, voices } = deciding
  const [voice, setVoice] = useState(voices[0]?.id ?? '')
  const words = DECISION_WORDS[decision]
  const borrowed = voices.find((one) => one.id === voice && one.name !== null)
  return (
    <WordsDialog
      {...words}
      title={`${words.title}: ${title}`}
      trigger={<Button variant={decision === 'approve' ? 'primary' : 'danger-quiet'}>{words.confirm}</Button>}
      send={async (comment) =>
        answerOf(
          await decideApprovalAction({ id, contentHash, decision, comment, onBehalfOf: borrowed?.id }).catch(
            () => undefined,
          ),
        )
      }
    >
      {voices.length > 1 ? (
        <SelectField
          label="Whose vote it is"
          value={voice}
          onChange={(event) => setVoice(event.target.value)}
          options={voices.map((one) => ({ value: one.id, label: one.name ? `On behalf of ${one.name}` : 'My own' }))}
        />
      ) : null}
      {voices.length === 1 && borrowed ? (
        <Notice>You decide on behalf of {borrowed.name}, who is away. The record names both of you.</Notice>
      ) : null}
    </WordsDialog>
  )
}

export function WithdrawButton({ id, title }: { id: string; title: string }) {
  const toast = useToast()
  return (
    <ConfirmDialog
      title={`Withdraw the request: ${title}`}
      confirmLabel="Withdraw"
      trigger={<Button variant="ghost">Withdraw</Button>}
      onConfirm={async () => {
        const answer = answerOf(await withdrawApprovalAction({ id }).catch(() => undefined))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: 'The request is withdrawn.' })
        return { ok: true }
      }}
    >
      Nobody decides about it any more, and whoever was asked is told. You can ask again at any time.
    </ConfirmDialog>
  )
}

export function RemindButton({ id }: { id: string }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  function remind() {
    start(async () => {
      const answer = answerOf<{ told: number }>(await remindApproversAction({ id }).catch(() => undefined))
      toast({ text: answer.ok ? `${answer.value.told} reminded.` : answer.sentence })
    })
  }
  return (
    <Button variant="ghost" pending={pending} onClick={remind}>
      Remind
    </Button>
  )
}
