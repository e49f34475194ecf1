import { db } from '@/lib/server/db'
import type { OutsideAnswer, OutsideFetch } from '@/lib/server/safe-fetch'
import { asJson } from '@/lib/server/sql'
import { sentenceFor } from '@/lib/shared/sentences'
import { cutText, storableText } from '@/lib/shared/text'
import { signBody } from '@/lib/whatsapp/signature'
import { type Answer, answerOf, answerOfReport } from './answer-rules'
import type { Actual, Beat, CasePeople } from './model'
import type { AnswerSpec, Report, Sending } from './schema'
import type { AnswerMode } from './vocabulary'

/** A target as the process that sends sees it. */
export type Aim = {
  url: string
  secret: string
  mode: AnswerMode
  spec: AnswerSpec
  sending: Sending
  /** The run whose one-time address takes reports, and that address. */
  runId: string
  reportUrl: string
}

export type Sender = { fetch: OutsideFetch; signal: AbortSignal }

const MOST_BYTES = 262_144
const RAW_KEPT = 4_000
const LOOK_EVERY_MS = 150
/** WhatsApp waits longer each time, up to days; the order is the same here, the waits are not. */
const FIRST_RETRY_MS = 250

type Posted = { status: number | null; noAnswer?: string; raw: string; tookMs: number }

async function asked(url: string, request: Parameters<OutsideFetch>[1], { fetch, signal }: Sender): Promise<Posted> {
  const started = performance.now()
  const chunks: Buffer[] = []
  const answer: OutsideAnswer = await fetch(url, {
    ...{ redirects: 0, mostBytes: MOST_BYTES, signal, ...request },
    onBody: () => (chunk) => chunks.push(Buffer.from(chunk)),
  })
  const tookMs = Math.round(performance.now() - started)
  if (answer.kind === 'answered')
    return { status: answer.head.status, raw: Buffer.concat(chunks).toString('utf8'), tookMs }
  const noAnswer =
    answer.kind === 'failed' ? sentenceFor(answer.failure.code, answer.failure.details) : 'The address was not asked.'
  return { status: null, noAnswer, raw: '', tookMs }
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
  })
}

function signed(aim: Pick<Aim, 'secret'>, body: string, signature: Beat['signature']): string {
  return signBody(signature === 'right' ? aim.secret : `${aim.secret}-wrong`, Buffer.from(body))
}

/** Posts a delivery as WhatsApp does: signed over its bytes, tried again while it is not taken. */
async function post(aim: Aim, beat: Beat, sender: Sender): Promise<Posted & { tries: number }> {
  const { timeoutMs, retries } = aim.sending
  for (let tries = 1; ; tries += 1) {
    const posted = await asked(
      aim.url,
      {
        ...{ method: 'POST', body: beat.body, wholeMs: timeoutMs },
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': signed(aim, beat.body, beat.signature),
          ...(aim.mode === 'report' ? { 'x-handrail-report': aim.reportUrl } : {}),
        },
      },
      sender,
    )
    const { status } = posted
    const again = status === null || status === 429 || status >= 500
    if (!again || tries > retries || sender.signal.aborted) return { ...posted, tries }
    await wait(FIRST_RETRY_MS * 2 ** (tries - 1), sender.signal)
  }
}

function filled(template: string, wamid: string, { person }: CasePeople): string {
  const values: Record<string, string> = {
    ...{ wamid, phone: person.phone, bsuid: person.bsuid, username: person.username },
    contact: person.crmContactId ?? '',
  }
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '') : whole,
  )
}

/** Asks the look-up address until it knows the message, or the time is up. */
async function lookUp(aim: Aim, given: { beat: Beat; people: CasePeople }, sender: Sender) {
  const { lookupUrl, paths, waitMs } = aim.spec
  const url = filled(lookupUrl, given.beat.wamid, given.people)
  const deadline = Date.now() + waitMs
  for (;;) {
    const wholeMs = Math.max(200, Math.min(aim.sending.timeoutMs, deadline - Date.now()))
    const { status, raw } = await asked(url, { wholeMs }, sender)
    const answer: Answer = status === 200 ? answerOf(paths, raw) : {}
    const knows = status === 200 && (answer.contact !== undefined || answer.error !== undefined)
    if (knows || Date.now() >= deadline || sender.signal.aborted) return { answer, raw: status === 200 ? raw : '' }
    await wait(LOOK_EVERY_MS, sender.signal)
  }
}

/** Waits for what the handler posts to the one-time address. The last report about a message counts. */
async function reported(aim: Aim, { wamid }: Beat, { signal }: Sender): Promise<{ answer: Answer; raw: string }> {
  const deadline = Date.now() + aim.spec.waitMs
  for (;;) {
    const report = await db.labReport.findFirst({
      where: { runId: aim.runId, wamid },
      orderBy: { id: 'desc' },
      select: { body: true },
    })
    if (report) {
      const body = asJson<Report>(report.body)
      return { answer: answerOfReport(body), raw: JSON.stringify(body) }
    }
    if (Date.now() >= deadline || signal.aborted) return { answer: {}, raw: '' }
    await wait(LOOK_EVERY_MS, signal)
  }
}

async function outcome(aim: Aim, given: { beat: Beat; people: CasePeople; raw: string }, sender: Sender) {
  switch (aim.mode) {
    case 'response':
      return { answer: answerOf(aim.spec.paths, given.raw), raw: given.raw }
    case 'lookup':
      return lookUp(aim, given, sender)
    case 'report':
      return reported(aim, given.beat, sender)
    case 'person':
      return { answer: {}, raw: given.raw }
  }
}

/** Sends one delivery and learns what came of it. */
export async function sendBeat(aim: Aim, given: { beat: Beat; people: CasePeople }, sender: Sender): Promise<Actual> {
  const posted = await post(aim, given.beat, sender)
  const { status, noAnswer, tookMs, tries } = posted
  const taken = status !== null && status < 300
  // What was refused has no outcome to wait for; its own words may still say why.
  const told = taken
    ? await outcome(aim, { ...given, raw: posted.raw }, sender)
    : { answer: aim.mode === 'response' ? answerOf(aim.spec.paths, posted.raw) : {}, raw: posted.raw }
  return {
    status,
    ...(noAnswer ? { noAnswer } : {}),
    tookMs,
    tries,
    ...told.answer,
    raw: storableText(cutText(told.raw, RAW_KEPT)),
  }
}

/** Has the handler made ready: it is told the customers of the dataset, by phone. A sentence when it was not. */
export async function prepare(
  aim: Aim,
  customers: readonly { crmContactId: string | null; name: string; phone: string }[],
  sender: Sender,
): Promise<string | null> {
  const url = aim.sending.prepareUrl
  if (url === '') return null
  const contacts = customers.map(({ crmContactId, name, phone }) => ({ crmContactId, name, phone }))
  const body = JSON.stringify({ run: aim.runId, contacts })
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signed(aim, body, 'right') }
  const { status, noAnswer } = await asked(url, { method: 'POST', body, headers, wholeMs: 30_000 }, sender)
  if (status !== null && status < 300) return null
  return `The address that makes the handler ready ${status === null ? `did not answer. ${noAnswer}` : `answered ${status}.`}`
}
