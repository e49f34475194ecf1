'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { isFinished, movesFrom, type WaveMove, type WaveState } from '@/lib/calendar/wave-states'
import { type ActionAnswer, answerOf } from '@/lib/shared/action-answer'
import { moveWaveAction, overrideReleaseAction } from '../../actions'

export type WaveNow = {
  id: string
  version: number
  title: string
  state: WaveState
  rollingBack: boolean
  /** What the next step still asks for, in a sentence; null when it can be taken. */
  waitsFor: string | null
}

const STALE =
  'Somebody else changed this wave a moment ago, so nothing was done. The page behind this shows it as it is now: look, and decide again.'

/** What a step made of the wave, or why not. After a conflict the page is drawn as it is now and the person decides again. */
function useAnswer(): (answer: ActionAnswer<unknown>) => string | null {
  const router = useRouter()
  return (answer) => {
    if (answer.ok) return null
    if (answer.code !== 'stale-version') return answer.sentence
    router.refresh()
    return STALE
  }
}

type Step = { label: string; says: string; done: string }

const FORWARD: Partial<Record<WaveMove, Step>> = {
  'mark-ready': {
    label: 'Mark as ready',
    says: 'The plan is complete. It can be released once its window is open and every gate before it is.',
    done: 'is ready.',
  },
  release: {
    label: 'Release',
    says: 'From now on its entry points are changed in public, one by one, each ticked by whoever changed it.',
    done: 'is going out.',
  },
  verify: {
    label: 'Begin verifying',
    says: 'Everything is moved. Now each entry point is clicked or scanned once more.',
    done: 'is being verified.',
  },
  announce: {
    label: 'Announce completion',
    says: 'Every entry point was clicked or scanned after the move. Everybody may be told that this wave is done.',
    done: 'is complete.',
  },
  'finish-rollback': {
    label: 'Finish the roll-back',
    says: 'Every entry point was walked: put back, or written down why it cannot be.',
    done: 'is rolled back.',
  },
  'plan-again': {
    label: 'Plan it again',
    says: 'The wave begins anew as a plan. What happened stays in its history.',
    done: 'is planned again.',
  },
}

const BACK: Partial<Record<WaveMove, Step>> = {
  'back-to-planning': {
    label: 'Back to planning',
    says: 'Something of the plan has to change. It is not ready until somebody says so again.',
    done: 'is a plan again.',
  },
  'resume-moving': {
    label: 'Back to moving',
    says: 'An entry point has to be moved again. Verifying begins anew afterwards.',
    done: 'is being moved again.',
  },
  'stop-rollback': {
    label: 'Stop rolling back',
    says: 'What was put back stays put back, and can be moved again.',
    done: 'is not being rolled back any more.',
  },
}

/** The next step of the wave, the steps back, and the way out of a bad day. */
export function WaveActions({ wave }: { wave: WaveNow }) {
  const moves = movesFrom(wave)
  const forward = moves.find((move) => FORWARD[move])
  return (
    <>
      {moves.includes('start-rollback') ? <StartRollback wave={wave} quiet={!isFinished(wave.state)} /> : null}
      {moves.map((move) => {
        const step = BACK[move]
        return step ? <StepButton key={move} wave={wave} move={move} step={step} /> : null
      })}
      {forward ? <Forward wave={wave} move={forward} /> : null}
    </>
  )
}

function Forward({ wave, move }: { wave: WaveNow; move: WaveMove }) {
  const step = FORWARD[move]
  if (!step) return null
  if (wave.waitsFor) {
    return (
      <Button variant="primary" disabled title={wave.waitsFor}>
        {step.label}
      </Button>
    )
  }
  return <StepButton wave={wave} move={move} step={step} primary />
}

function StepButton({ wave, move, step, primary }: { wave: WaveNow; move: WaveMove; step: Step; primary?: boolean }) {
  const toast = useToast()
  const problemOf = useAnswer()
  return (
    <ConfirmDialog
      title={`${step.label}: ${wave.title}`}
      confirmLabel={step.label}
      trigger={<Button variant={primary ? 'primary' : 'default'}>{step.label}</Button>}
      onConfirm={async () => {
        const { id, version } = wave
        const message = problemOf(answerOf(await moveWaveAction({ id, version, move }).catch(() => undefined)))
        if (message) return { ok: false, message }
        toast({ text: `${wave.title} ${step.done}` })
        return { ok: true }
      }}
    >
      {step.says}
    </ConfirmDialog>
  )
}

type ReasonDialogProps = {
  title: string
  description: string
  label: string
  help: string
  confirm: string
  danger?: boolean
  trigger: React.ReactNode
  send: (reason: string) => Promise<ActionAnswer<unknown>>
  done: string
}

/** A step that needs a reason. What was typed stays when it is refused. */
function ReasonDialog(props: ReasonDialogProps) {
  const toast = useToast()
  const problemOf = useAnswer()
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, start] = useTransition()
  function send() {
    start(async () => {
      const answer = await props.send(reason)
      const field = answer.ok ? undefined : answer.fields?.reason?.[0]
      const message = field ?? problemOf(answer)
      setProblem(message)
      if (message) return
      setOpen(false)
      setReason('')
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
        <TextareaField
          label={props.label}
          help={props.help}
          required
          rows={3}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
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

function StartRollback({ wave, quiet }: { wave: WaveNow; quiet: boolean }) {
  const { id, version, title } = wave
  return (
    <ReasonDialog
      danger
      title={`Roll back ${title}`}
      description="Each entry point that was moved is then walked along its rollback path: put back, or written down why it cannot be."
      label="What went wrong"
      help="Kept with the wave; the people who put things back read it first."
      confirm="Begin rolling back"
      trigger={<Button variant={quiet ? 'danger-quiet' : 'default'}>Roll back</Button>}
      send={async (reason) =>
        answerOf(await moveWaveAction({ id, version, move: 'start-rollback', reason }).catch(() => undefined))
      }
      done={`${title} is being rolled back.`}
    />
  )
}

/** For approvers: releases the wave although something before it is closed. */
export function OverrideRelease({ wave, closed }: { wave: WaveNow; closed: number }) {
  const { id, version, title } = wave
  return (
    <ReasonDialog
      danger
      title={`Release ${title} although ${closed} ${closed === 1 ? 'thing is' : 'things are'} closed`}
      description="What is closed now, your name and your reason stay on the wave for everybody to see, and in the audit log."
      label="Why it goes out all the same"
      help="Say what makes the risk acceptable, and what you do about it."
      confirm="Release it"
      trigger={<Button variant="danger-quiet">Release past closed gates</Button>}
      send={async (reason) => answerOf(await overrideReleaseAction({ id, version, reason }).catch(() => undefined))}
      done={`${title} is going out.`}
    />
  )
}
