'use client'

import { useRef, useState, useTransition } from 'react'
import type { ImportOptions } from '@/lib/entry-points/import-options'
import type { ImportOutcome } from '@/lib/entry-points/import-outcome'

export type Choices = Pick<ImportOptions, 'columns' | 'kinds' | 'risks' | 'planWaves' | 'sheet'>
const NO_CHOICES: Choices = { columns: {}, kinds: {}, risks: {}, planWaves: false }

type Problem = { code: string; message: string; header: string[]; sheets: string[] }
type Answer = { ok: true; outcome: ImportOutcome } | { ok: false; problem: Problem }

const NO_ANSWER: Problem = {
  code: 'no-answer',
  message: 'The server did not answer. Nothing is known to have changed; look at the sheet, then try again.',
  header: [],
  sheets: [],
}

const CANCELLED: Problem = {
  code: 'cancelled',
  message:
    'You cancelled. What had not been finished at that moment is not on the sheet; an import that had is listed under “Imports and bulk changes”, where it can be undone.',
  header: [],
  sheets: [],
}

async function send(file: File, options: Partial<ImportOptions>, signal?: AbortSignal): Promise<Answer> {
  const body = new FormData()
  body.set('file', file)
  body.set('options', JSON.stringify(options))
  try {
    const response = await fetch('/entry-points/import/run', { method: 'POST', body, signal: signal ?? null })
    const answer = await response.json()
    if (response.ok) return { ok: true, outcome: answer as ImportOutcome }
    const { code, message, details } = answer.error
    return { ok: false, problem: { code, message, header: details?.header ?? [], sheets: details?.sheets ?? [] } }
  } catch {
    return { ok: false, problem: signal?.aborted ? CANCELLED : NO_ANSWER }
  }
}

export type ImportStage =
  | { at: 'choose' }
  | { at: 'preview'; outcome: ImportOutcome }
  | { at: 'done'; outcome: ImportOutcome }

/** One import from the file to its result. Every choice asks for a new preview; nothing is kept on the server between. */
export function useImport() {
  const [file, setFile] = useState<File | null>(null)
  const [choices, setChoices] = useState<Choices>(NO_CHOICES)
  const [stage, setStage] = useState<ImportStage>({ at: 'choose' })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [pending, start] = useTransition()
  const running = useRef<AbortController>(undefined)

  function preview(of: File, next: Choices) {
    start(async () => {
      const answer = await send(of, { dryRun: true, ...next })
      setProblem(answer.ok ? null : answer.problem)
      if (answer.ok) setStage({ at: 'preview', outcome: answer.outcome })
    })
  }

  return {
    ...{ file, choices, stage, problem, pending },
    take(next: File | null) {
      setFile(next)
      setChoices(NO_CHOICES)
      setStage({ at: 'choose' })
      setProblem(null)
      if (next) preview(next, NO_CHOICES)
    },
    choose(change: Partial<Choices>) {
      const next = { ...choices, ...change }
      setChoices(next)
      if (file) preview(file, next)
    },
    /** Ends an import that is running; the server then leaves nothing of it. */
    cancel() {
      running.current?.abort()
    },
    confirm() {
      if (!file || stage.at !== 'preview') return
      const { created, updated, skipped, failed } = stage.outcome
      const abort = new AbortController()
      running.current = abort
      start(async () => {
        const agreed = { created, updated, skipped, failed }
        const answer = await send(file, { dryRun: false, ...choices, agreed }, abort.signal)
        running.current = undefined
        setProblem(answer.ok ? null : answer.problem)
        if (answer.ok) setStage({ at: 'done', outcome: answer.outcome })
        else if (answer.problem.code === 'file-changed') preview(file, choices)
      })
    },
  }
}
