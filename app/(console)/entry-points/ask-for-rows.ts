import type { SheetPart } from './sheet-row'

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

const NO_ANSWER = 'The rows could not be read: Handrail did not answer. What you see may be old.'

/** Asks the server for a part of the sheet. Throws with the sentence a person reads. */
export async function askForRows(query: string, signal: AbortSignal): Promise<SheetPart> {
  const response = await fetch(`/entry-points/rows${query}`, { signal }).catch((error: unknown) => {
    throw isAbort(error) ? error : new Error(NO_ANSWER)
  })
  if (response.ok) return (await response.json()) as SheetPart
  const answer: unknown = await response.json().catch(() => null)
  throw new Error(sentenceIn(answer) ?? NO_ANSWER)
}

function sentenceIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return null
  const { error } = answer
  if (typeof error !== 'object' || error === null || !('message' in error)) return null
  return typeof error.message === 'string' ? error.message : null
}
