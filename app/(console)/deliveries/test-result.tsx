'use client'

import { useEffect, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { TextLink } from '@/components/ui/text-link'
import type { TestSent } from '@/lib/deliveries/send-test'
import type { DeliveryResult } from '@/lib/deliveries/test-result'
import { answerOf } from '@/lib/shared/action-answer'
import { testResultAction } from './actions'
import { OutcomeState } from './outcome-state'

const ASK_EVERY_MS = 700
/** After this many questions the worker is not busy but away. */
const MOST_QUESTIONS = 30

type Watched = { result: DeliveryResult | null; gaveUp: boolean }

/** Asks until the worker has read the delivery. */
function useResult(deliveryId: string | null): Watched {
  const [watched, setWatched] = useState<Watched>({ result: null, gaveUp: false })
  useEffect(() => {
    if (!deliveryId) return
    let asked = 0
    let timer: ReturnType<typeof setTimeout>
    let gone = false
    const ask = async () => {
      asked += 1
      const answer = answerOf(await testResultAction({ deliveryId }).catch(() => undefined))
      if (gone) return
      const result = answer.ok ? answer.value : null
      const done = result !== null && result.state !== 'stored'
      setWatched({ result, gaveUp: !done && asked >= MOST_QUESTIONS })
      if (!done && asked < MOST_QUESTIONS) timer = setTimeout(ask, ASK_EVERY_MS)
    }
    void ask()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [deliveryId])
  return watched
}

/** What became of a test delivery: refused as it should be, waiting, or the events it turned into. */
export function TestResult({ sent }: { sent: TestSent }) {
  const { result, gaveUp } = useResult(sent.deliveryId)
  if (sent.refusedAsExpected) {
    return (
      <Notice tone="done" live>
        The receiver answered 401 and stored nothing, which is right: this variation carries a wrong signature.
      </Notice>
    )
  }
  if (result?.state === 'set_aside') {
    return (
      <Notice tone="problem" live>
        The delivery was stored and then set aside: {result.problem ?? 'it could not be processed.'}
      </Notice>
    )
  }
  if (!result || result.state === 'stored') return <Waiting gaveUp={gaveUp} />
  return (
    <Notice tone="done" live title="Received, signature valid, resolved.">
      <ul className="mt-1.5 space-y-1">
        {result.events.map((event) => (
          <li key={event.id} className="flex flex-wrap items-center gap-x-2.5">
            <OutcomeState outcome={event.outcome} />
            <TextLink href={`/deliveries?open=${event.id}`}>{event.what}</TextLink>
            <span className="text-ink-2">{event.because}</span>
          </li>
        ))}
      </ul>
      {result.events.length === 0 ? (
        <p className="mt-1">It repeats updates that are stored already, so it made no new event. That is right.</p>
      ) : null}
    </Notice>
  )
}

function Waiting({ gaveUp }: { gaveUp: boolean }) {
  if (gaveUp) {
    return (
      <Notice tone="careful" live>
        The delivery is stored, but the worker has not read it yet. Check that one is running (HANDRAIL_ROLE all or
        worker).
      </Notice>
    )
  }
  return (
    <p role="status" className="flex items-center gap-2 text-control text-ink-2">
      <Spinner />
      Stored and answered 200. Waiting for the worker to resolve it.
    </p>
  )
}
