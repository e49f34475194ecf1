import { useRouter } from 'next/navigation'
import type { ConfirmOutcome } from '@/components/form/confirm-dialog'
import type { ActionAnswer } from '@/lib/shared/action-answer'

const DECIDE_AGAIN =
  'It was changed a moment ago, so nothing was done. The page behind this shows it as it is now: look, and decide again.'

/**
 * What a confirmation makes of an answer. There is nothing to merge in a pause or a removal: when the record was changed
 * meanwhile, the page is drawn as it is now and the person decides again.
 */
export function useOutcome(): (answer: ActionAnswer<unknown>) => ConfirmOutcome {
  const router = useRouter()
  return (answer) => {
    if (answer.ok) return { ok: true }
    if (answer.code !== 'stale-version') return { ok: false, message: answer.sentence }
    router.refresh()
    return { ok: false, message: DECIDE_AGAIN }
  }
}
