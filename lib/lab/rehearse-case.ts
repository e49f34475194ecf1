import { type RehearsedStep, rehearse } from '@/lib/identity/rehearse'
import { signBody, verifySignature } from '@/lib/whatsapp/signature'
import type { Actual, Beat, CasePeople, PlayedBeat } from './model'

const REHEARSAL_SECRET = 'rehearsal'

/** Of several updates in one delivery the message under test speaks for it, else the last that is about somebody. */
function speaking(steps: readonly RehearsedStep[], wamid: string): RehearsedStep | undefined {
  return steps.find((step) => step.wamid === wamid) ?? steps.findLast(({ reached }) => reached !== null) ?? steps.at(-1)
}

function actualOf(steps: readonly RehearsedStep[], wamid: string, tookMs: number): Actual {
  const step = speaking(steps, wamid)
  const errors = steps.flatMap(({ error }) => (error ? [error] : []))
  return {
    ...{ status: 200, tookMs, tries: 1 },
    contact: step?.reached ?? null,
    thread: step?.threadId ?? null,
    workflow: steps.find(({ workflow }) => workflow)?.workflow ?? null,
    error: errors[0] ?? null,
    messageStatus: step?.messageStatus ?? null,
    raw: steps.flatMap(({ why }) => why).join('\n'),
  }
}

/**
 * What Handrail's own receiver, resolver and router make of a case: every delivery is checked, read, resolved and routed
 * with the contacts and rules of the workspace, and all of it is taken back.
 */
export async function rehearseCase(
  workspaceId: string,
  { beats, people, at }: { beats: readonly Beat[]; people: CasePeople; at: Date },
): Promise<PlayedBeat[]> {
  const started = performance.now()
  const taken = beats.filter(({ body, signature }) => isTaken(body, signature))
  const { person, other } = people
  const contacts = [person, other].flatMap(({ crmContactId, name, phone }) =>
    crmContactId === null ? [] : [{ crmContactId, name, phone }],
  )
  const deliveries = await rehearse(workspaceId, { contacts, payloads: taken.map(({ body }) => ({ body, at })) })
  const tookMs = Math.round((performance.now() - started) / Math.max(1, beats.length))
  const refused: Actual = { status: 401, contact: null, thread: null, workflow: null, error: null, tookMs, tries: 1 }
  return beats.map((beat): PlayedBeat => {
    const place = taken.indexOf(beat)
    const actual = place < 0 ? refused : actualOf(deliveries[place] ?? [], beat.wamid, tookMs)
    return { role: beat.role, wamid: beat.wamid, actual }
  })
}

function isTaken(body: string, signature: Beat['signature']): boolean {
  const bytes = Buffer.from(body)
  const secret = signature === 'right' ? REHEARSAL_SECRET : `${REHEARSAL_SECRET}-wrong`
  return verifySignature(REHEARSAL_SECRET, bytes, signBody(secret, bytes))
}
