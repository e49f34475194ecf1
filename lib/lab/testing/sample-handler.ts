import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readDelivery } from '@/lib/whatsapp/payload'
import { verifySignature } from '@/lib/whatsapp/signature'
import type { MessageStatus, Update, WhoFacts } from '@/lib/whatsapp/update'

/** What goes wrong in handlers that were written when every message had a phone [facts, section 6]. */
export type HandlerFault =
  | 'phone-is-the-key'
  | 'drops-phone-less'
  | 'bsuid-through-phone-normaliser'
  | 'second-contact-when-phone-comes'
  | 'status-as-message'
  | 'changes-ignored'

type Customer = { id: string; phones: Set<string>; bsuids: Set<string>; thread?: string }
type Done = {
  contact: string | null
  conversation: string | null
  queue: string | null
  error: string | null
  status?: string
}

const NOBODY: Done = { contact: null, conversation: null, queue: null, error: null }
const RANK: Record<MessageStatus, number> = { sent: 1, delivered: 2, read: 3, played: 4, failed: 5 }

/**
 * A webhook handler of the kind companies have: it finds the customer, continues a conversation, puts it into a queue, and
 * answers with what it did. Without faults it is a good one.
 */
export class SampleHandler {
  readonly seen: { body: string; report: string | null }[] = []
  private readonly customers: Customer[] = []
  private readonly statuses = new Map<string, MessageStatus>()
  private readonly results = new Map<string, Done>()
  private made = 0
  /** Answers with these before it does anything, for tests of tries. */
  readonly failures: number[] = []
  /** Answers with nothing but ok, as most handlers do. */
  tight = false

  constructor(
    readonly secret: string,
    public faults: ReadonlySet<HandlerFault> = new Set(),
  ) {}

  load(contacts: readonly { crmContactId: string; phone: string }[]): void {
    this.customers.length = 0
    for (const { crmContactId, phone } of contacts)
      this.customers.push({ id: crmContactId, phones: new Set([phone]), bsuids: new Set() })
  }

  result(wamid: string): Done | undefined {
    return this.results.get(wamid)
  }

  handle(body: string): Done {
    const updates = readDelivery(body, new Date()).updates
    let last: Done = NOBODY
    for (const update of updates) {
      const done = this.one(update)
      if ('wamid' in update && update.wamid) this.results.set(update.wamid, done)
      // The first customer of a delivery speaks for it.
      if (last.contact === null) last = { ...done, error: done.error ?? last.error }
    }
    return last
  }

  private has(fault: HandlerFault): boolean {
    return this.faults.has(fault)
  }

  /** Delivered again, a message takes effect once. */
  private one(update: Update): Done {
    const wamid = update.kind !== 'status' && 'wamid' in update ? update.wamid : undefined
    const had = wamid === undefined ? undefined : this.results.get(wamid)
    return had ?? this.first(update)
  }

  private first(update: Update): Done {
    switch (update.kind) {
      case 'message':
        return update.direction === 'echo' || update.past ? NOBODY : this.message(update.who, update)
      case 'status':
        return this.status(update)
      case 'identity-change':
        return this.change(update)
      case 'unreadable':
        return { ...NOBODY, error: `The message cannot be filed: ${update.problem}` }
      case 'unsupported':
        return { ...NOBODY, error: `Nobody taught this handler what to do with ${update.type ?? update.field}.` }
      case 'notice':
        return { ...NOBODY, error: update.errors[0]?.title ?? null }
      default:
        return NOBODY
    }
  }

  private message(
    who: WhoFacts,
    update: { errors: { title?: string }[]; sharedOwnPhone?: string; groupId?: string },
  ): Done {
    const phone = who.phone ?? update.sharedOwnPhone
    if (this.has('drops-phone-less') && !who.phone && who.username) return NOBODY
    if (!phone && !who.bsuid)
      return { ...NOBODY, error: 'The message has neither a phone nor a BSUID, so it waits for a person.' }
    const found = this.find(phone, who.bsuid)
    if (found === 'conflict') {
      const holder = this.byBsuid(who.bsuid)
      return { ...this.done(holder), error: 'The phone belongs to another customer; a person has to decide.' }
    }
    const error = update.errors[0]?.title
    return { ...this.done(found), error: error ? `WhatsApp could not pass the message on: ${error}` : null }
  }

  private byBsuid(bsuid: string | undefined): Customer | undefined {
    return this.customers.find((one) => bsuid !== undefined && one.bsuids.has(bsuid))
  }

  private byPhone(phone: string | undefined): Customer | undefined {
    return this.customers.find((one) => phone !== undefined && one.phones.has(phone))
  }

  private find(phone: string | undefined, bsuid: string | undefined): Customer | 'conflict' {
    if (this.has('phone-is-the-key')) return this.findByPhone(phone, bsuid)
    const account = this.byBsuid(bsuid)
    const holder = this.byPhone(phone)
    if (account && holder && account !== holder) {
      if (this.has('second-contact-when-phone-comes')) return holder
      return 'conflict'
    }
    if (account && phone && !holder && this.has('second-contact-when-phone-comes')) return this.make(phone)
    const customer = account ?? holder ?? this.make(phone)
    if (phone) customer.phones.add(phone)
    if (bsuid) customer.bsuids.add(bsuid)
    return customer
  }

  /** Whoever has no phone gets a record for each way of writing them. */
  private findByPhone(phone: string | undefined, bsuid: string | undefined): Customer {
    const number =
      phone ?? (this.has('bsuid-through-phone-normaliser') ? `+${bsuid?.replace(/\D/g, '')}` : `wa:${bsuid}`)
    return this.byPhone(number) ?? this.make(number)
  }

  private make(phone: string | undefined): Customer {
    this.made += 1
    const id = phone?.startsWith('+') ? phone : `new-${this.made}`
    const customer: Customer = { id, phones: new Set(phone ? [phone] : []), bsuids: new Set() }
    this.customers.push(customer)
    return customer
  }

  private done(customer: Customer | undefined): Done {
    if (!customer) return NOBODY
    customer.thread ??= `conv-${customer.id}`
    return { contact: customer.id, conversation: customer.thread, queue: 'Support inbox', error: null }
  }

  private status({ wamid, status, who, errors }: Extract<Update, { kind: 'status' }>): Done {
    if (this.has('status-as-message')) return this.done(this.find(who.phone, who.bsuid) as Customer)
    const before = this.statuses.get(wamid)
    const now = before && RANK[before] > RANK[status] ? before : status
    this.statuses.set(wamid, now)
    const customer = this.byBsuid(who.bsuid) ?? this.byPhone(who.phone)
    const [error] = errors
    const sentence = error ? `The message could not be delivered: ${error.details ?? error.title}` : null
    return { ...NOBODY, contact: customer?.id ?? null, error: sentence, status: now }
  }

  private change({ previous, who }: Extract<Update, { kind: 'identity-change' }>): Done {
    if (this.has('changes-ignored')) return NOBODY
    const moved = this.byBsuid(who.bsuid)
    const customer =
      this.byBsuid(previous.bsuid) ?? this.byPhone(previous.phone) ?? (previous.bsuid ? moved : undefined)
    if (!customer) return { ...NOBODY, error: 'An identity changed, and it cannot be told whose it is.' }
    if (previous.bsuid) customer.bsuids.delete(previous.bsuid)
    if (who.bsuid) customer.bsuids.add(who.bsuid)
    if (who.phone) customer.phones.add(who.phone)
    return { ...NOBODY, contact: customer.id }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function answer(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function take(handler: SampleHandler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://handler')
  if (url.pathname === '/lookup') {
    const done = handler.result(url.searchParams.get('wamid') ?? '')
    return done ? answer(response, 200, done) : answer(response, 404, {})
  }
  const body = await bodyOf(request)
  const signature = request.headers['x-hub-signature-256']
  const isOurs = verifySignature(
    handler.secret,
    Buffer.from(body),
    typeof signature === 'string' ? signature : undefined,
  )
  if (!isOurs) return answer(response, 401, { error: 'The signature does not fit these bytes.' })
  if (url.pathname === '/prepare') {
    handler.load(JSON.parse(body).contacts)
    return answer(response, 200, {})
  }
  const failure = handler.failures.shift()
  if (failure) return answer(response, failure, {})
  const report = request.headers['x-handrail-report']
  handler.seen.push({ body, report: typeof report === 'string' ? report : null })
  const done = handler.handle(body)
  answer(response, 200, handler.tight ? { ok: true } : done)
}

export type RunningHandler = { origin: string; port: number; stop: () => Promise<void> }

export async function serveHandler(handler: SampleHandler, wanted = 0): Promise<RunningHandler> {
  const server = createServer((request, response) => {
    take(handler, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ port, origin: `http://127.0.0.1:${port}` },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
