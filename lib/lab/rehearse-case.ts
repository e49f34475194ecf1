import { type RehearsedStep, rehearse } from '@/lib/identity/rehearse'
import { signBody, verifySignature } from '@/lib/whatsapp/signature'
import type { Actual, Beat, CasePeople, PlayedBeat } from './model'

const REHEARSAL_SECRET = 'rehearsal'

/** Of several updates in one delivery the message under test speaks for it, else the last that is about somebody. */
function speaking(steps: readonly RehearsedStep[], wamid: string): RehearsedStep | undefined {
  return steps.find((step) => step.wamid === wamid) ?? steps.findLast(({ reached }) => reached !== null) ?? steps.at(-1)
}

/** Names for what the rehearsal made: its ids are gone with it, and say nothing to anybody. */
class MadeNames {
  private readonly names = new Map<string, string>()
  constructor(
    private readonly what: string,
    private readonly known: ReadonlySet<string> = new Set(),
  ) {}

  of(id: string | null | undefined): string | null {
    if (!id) return null
    if (this.known.has(id)) return id
    const name = this.names.get(id) ?? `${this.what} ${this.names.size + 1}`
    this.names.set(id, name)
    return name
  }
}

type Naming = { contacts: MadeNames; threads: MadeNames }

function actualOf(steps: readonly RehearsedStep[], beat: Beat, given: Naming & { tookMs: number }): Actual {
  const step = speaking(steps, beat.wamid)
  const { contacts, threads, tookMs } = given
  const errors = steps.flatMap(({ error }) => (error ? [error] : []))
  return {
    ...{ status: 200, tookMs, tries: 1 },
    contact: contacts.of(step?.reached),
    thread: threads.of(step?.threadId),
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
  const naming: Naming = {
    contacts: new MadeNames('new contact', new Set(contacts.map(({ crmContactId }) => crmContactId))),
    threads: new MadeNames('conversation'),
  }
  const refused: Actual = { status: 401, contact: null, thread: null, workflow: null, error: null, tookMs, tries: 1 }
  return beats.map((beat): PlayedBeat => {
    const place = taken.indexOf(beat)
    const actual = place < 0 ? refused : actualOf(deliveries[place] ?? [], beat, { ...naming, tookMs })
    return { role: beat.role, wamid: beat.wamid, actual }
  })
}

function isTaken(body: string, signature: Beat['signature']): boolean {
  const bytes = Buffer.from(body)
  const secret = signature === 'right' ? REHEARSAL_SECRET : `${REHEARSAL_SECRET}-wrong`
  return verifySignature(REHEARSAL_SECRET, bytes, signBody(secret, bytes))
}
