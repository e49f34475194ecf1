import type { ActionAnswer } from '@/lib/shared/action-answer'

const NO_ANSWER =
  'Handrail did not answer. Nothing is known to have changed; reload the page to see what is stored, then try again.'

type Refused = { error?: { code?: string; message?: string } }

/** Sends something to a route of this room and reads its answer like that of an action. */
export async function post<T>(url: string, body?: FormData): Promise<ActionAnswer<T>> {
  try {
    const response = await fetch(url, { method: 'POST', ...(body ? { body } : {}) })
    const answer: unknown = await response.json()
    if (response.ok) return { ok: true, value: answer as T }
    const { error } = answer as Refused
    return { ok: false, code: error?.code ?? 'no-answer', sentence: error?.message ?? NO_ANSWER }
  } catch {
    return { ok: false, code: 'no-answer', sentence: NO_ANSWER }
  }
}
