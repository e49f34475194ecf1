import type { AnswerHead, BodySink, FetchHop, OutsideAnswer, OutsideFetch } from '@/lib/server/safe-fetch'
import { type Failure, ok, type Result } from '@/lib/shared/result'
import { parseWhatsAppLink } from '@/lib/whatsapp/links'
import { whatsAppLinksIn } from './check-find-rules'
import { type Found, foundElsewhere, foundLink } from './check-found'
import { type PageScan, scanPage } from './check-scan'
import type { PageImage } from './check-scan-images'
import type { PictureProblem, ReadEffort, readCodes } from './qr-read'

/** How a visit ended. Only `read` says anything about what the page holds. */
export type VisitEnd =
  | { kind: 'read' }
  | { kind: 'status'; status: number }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'not-a-page'; type: string }

export type Visit = {
  end: VisitEnd
  /** Where the way ended. */
  url: string
  hops: FetchHop[]
  found: Found[]
  /** Null when the address was no page. */
  page: Pick<PageScan, 'scripted' | 'words' | 'wall' | 'tooDeep'> | null
  pictures: { looked: number; left: number }
}

export type VisitTools = { fetch: OutsideFetch; readCodes: typeof readCodes }
export type VisitOptions = { wanted?: ReadonlySet<string>; signal?: AbortSignal }

const MOST_REFRESHES = 3
const MOST_PICTURES = 30
const PICTURE_BYTES = 4 * 1_048_576
const PICTURE_MS = 10_000
const ROUTE_MS = 15_000
const MOST_CODES_FOLLOWED = 10
/** For everything a page leads to: its pictures and its short links. */
const SIDE_MS = 45_000
const ACCEPT = 'text/html,application/xhtml+xml;q=0.9,image/*;q=0.8,*/*;q=0.7'

/** WhatsApp's own addresses are read, never fetched: they open an app, and Meta answers programs with a page of its own. */
export function isWhatsAppAddress(url: string): boolean {
  if (/^whatsapp:/i.test(url)) return true
  if (!URL.canParse(url)) return false
  const host = new URL(url).hostname.replace(/\.$/, '')
  return host === 'wa.me' || host === 'www.wa.me' || host === 'whatsapp.com' || host.endsWith('.whatsapp.com')
}

type Read = { kind: 'page'; scan: PageScan } | { kind: 'text'; text: string } | { kind: 'picture'; bytes: Buffer }

function decoderFor(type: string): TextDecoder {
  const charset = /charset\s*=\s*"?([\w-]+)/.exec(type)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}

/** Takes a body in the way its type asks for; `read` gives what came of it. */
function taker(wanted: ReadonlySet<string>) {
  let finish: (() => Read) | undefined
  const onBody = (head: AnswerHead): BodySink | undefined => {
    const { type, status } = head
    if (status < 200 || status > 299) return undefined
    if (type.startsWith('image/')) {
      const chunks: Buffer[] = []
      finish = () => ({ kind: 'picture', bytes: Buffer.concat(chunks) })
      return (chunk) => void chunks.push(chunk)
    }
    const decoder = decoderFor(type)
    if (type === '' || /html|xml/.test(type)) {
      const scanner = scanPage({ url: head.url, wanted })
      finish = () => {
        scanner.write(decoder.decode())
        return { kind: 'page', scan: scanner.end() }
      }
      return (chunk) => scanner.write(decoder.decode(chunk, { stream: true }))
    }
    if (!/^text\/|json|javascript/.test(type)) return undefined
    let text = ''
    finish = () => ({ kind: 'text', text })
    return (chunk) => {
      text += decoder.decode(chunk, { stream: true })
    }
  }
  return { onBody, read: (): Read | null => finish?.() ?? null }
}

function bytesOfData(src: string): Buffer {
  const comma = src.indexOf(',')
  const body = src.slice(comma + 1)
  return /;\s*base64/i.test(src.slice(0, comma)) ? Buffer.from(body, 'base64') : Buffer.from(decodeURIComponent(body))
}

type Look = { place: string; effort: ReadEffort }

/** One visit: the page, the pictures on it, and the short links and codes that lead on. */
class Visiting {
  readonly hops: FetchHop[] = []
  readonly found: Found[] = []
  private readonly signal: AbortSignal | undefined
  private readonly wanted: ReadonlySet<string>
  private page: Visit['page'] = null
  private pictures = { looked: 0, left: 0 }
  private followed = 0

  constructor(
    private readonly tools: VisitTools,
    options: VisitOptions,
  ) {
    this.signal = options.signal
    this.wanted = options.wanted ?? new Set()
  }

  /** The codes in a photo somebody took, followed to where they lead. */
  async photo(bytes: Uint8Array): Promise<Result<Found[], PictureProblem>> {
    const problem = await this.readPicture(bytes, { place: 'QR code in the photo', effort: 'careful' })
    return problem ?? ok(this.found)
  }

  private limits(ms: number) {
    return { wholeMs: ms, ...(this.signal ? { signal: this.signal } : {}) }
  }

  /** Follows the address to its end, through redirects and pages that only send on. */
  async run(first: string): Promise<Visit> {
    let url = first
    for (let refreshes = 0; ; refreshes += 1) {
      const { onBody, read } = taker(this.wanted)
      const answer = await this.tools.fetch(url, {
        ...this.limits(20_000),
        onBody,
        stopAt: isWhatsAppAddress,
        headers: { accept: ACCEPT },
      })
      this.hops.push(...answer.hops)
      if (answer.kind !== 'answered') return this.endEarly(first, answer)
      const got = read()
      const onwards = got?.kind === 'page' && got.scan.links.length === 0 ? got.scan.refresh : null
      if (onwards && refreshes < MOST_REFRESHES) {
        url = onwards
        continue
      }
      return this.finish(answer.url, await this.take(answer.head, got))
    }
  }

  private endEarly(first: string, answer: Exclude<OutsideAnswer, { kind: 'answered' }>): Visit {
    if (answer.kind === 'failed') return this.finish(answer.url, { kind: 'failed', failure: answer.failure })
    const link = parseWhatsAppLink(answer.url)
    const place = this.hops.length > 1 ? 'redirect' : 'the address itself'
    const origin = { url: first, place, hops: this.hops }
    this.found.push(link ? foundLink(link, origin) : foundElsewhere(answer.url, origin))
    return this.finish(answer.url, { kind: 'read' })
  }

  private finish(url: string, end: VisitEnd): Visit {
    const { hops, found, page, pictures } = this
    return { end, url, hops, found, page, pictures }
  }

  private async take({ status, type }: AnswerHead, got: Read | null): Promise<VisitEnd> {
    if (status < 200 || status > 299) return { kind: 'status', status }
    if (!got) return { kind: 'not-a-page', type: type.split(';', 1)[0] ?? '' }
    if (got.kind === 'picture') {
      const failure = await this.readPicture(got.bytes, { place: 'QR code', effort: 'careful' })
      if (failure) return { kind: 'failed', failure }
    } else if (got.kind === 'text')
      this.takeLinks(whatsAppLinksIn(got.text, 'script').map((one) => ({ ...one, place: 'text' })))
    else await this.takePage(got.scan)
    return { kind: 'read' }
  }

  private takeLinks(links: PageScan['links']): void {
    for (const { link, url, place } of links) this.found.push(foundLink(link, { url, place }))
  }

  private async takePage(scan: PageScan): Promise<void> {
    const { scripted, words, wall, tooDeep } = scan
    this.page = { scripted, words, wall, tooDeep }
    this.takeLinks(scan.links)
    const deadline = Date.now() + SIDE_MS
    for (const route of scan.routes) if (Date.now() < deadline) await this.follow(route.url, route.place)
    await this.takePictures(scan.images, deadline)
  }

  /** Where a short link, or the address in a code, leads. Elsewhere counts only for what was asked for, and for codes. */
  private async follow(url: string, place: string): Promise<void> {
    const answer = await this.tools.fetch(url, { ...this.limits(ROUTE_MS), stopAt: isWhatsAppAddress })
    const link = answer.kind === 'stopped' ? parseWhatsAppLink(answer.url) : undefined
    if (link) this.found.push(foundLink(link, { url, place, hops: answer.hops }))
    else if (this.wanted.has(url) || place.startsWith('QR code')) {
      this.found.push(foundElsewhere(answer.url, { url, place, hops: answer.hops }))
    }
  }

  private async takePictures(images: PageImage[], deadline: number): Promise<void> {
    const inOrder = [...images.filter((image) => image.likely), ...images.filter((image) => !image.likely)]
    for (const [index, image] of inOrder.entries()) {
      if (index >= MOST_PICTURES || Date.now() > deadline || this.signal?.aborted) {
        this.pictures.left += inOrder.length - index
        return
      }
      const bytes = await this.bytesOf(image)
      this.pictures.looked += 1
      const effort = image.likely ? 'careful' : 'quick'
      const failure = bytes ? await this.readPicture(bytes, { place: 'QR code in a picture', effort }) : null
      // Something that is no picture holds no code; one that could not be looked through may.
      if (failure?.code === 'picture-too-slow') this.pictures.left += 1
    }
  }

  private async bytesOf(image: PageImage): Promise<Uint8Array | null> {
    if (image.kind === 'drawing') return Buffer.from(image.src)
    try {
      if (image.kind === 'data') return bytesOfData(image.src)
    } catch {
      return null
    }
    const chunks: Buffer[] = []
    const answer = await this.tools.fetch(image.src, {
      ...this.limits(PICTURE_MS),
      mostBytes: PICTURE_BYTES,
      headers: { accept: 'image/*' },
      onBody: ({ status }) => (status === 200 ? (chunk) => void chunks.push(chunk) : undefined),
    })
    return answer.kind === 'answered' && chunks.length > 0 ? Buffer.concat(chunks) : null
  }

  /** Null, or why the picture could not be looked through. */
  private async readPicture(bytes: Uint8Array, look: Look): Promise<Failure<PictureProblem> | null> {
    const read = await this.tools.readCodes(bytes, look.effort)
    if (!read.ok) return read
    for (const text of read.value) {
      const link = parseWhatsAppLink(text)
      if (link) this.found.push(foundLink(link, { url: text, place: look.place }))
      else if (/^https?:\/\//i.test(text) && this.followed < MOST_CODES_FOLLOWED) {
        this.followed += 1
        await this.follow(text, look.place)
      }
    }
    return null
  }
}

/** Visits an address and finds everything on it that leads to WhatsApp. Never throws for what the other side does. */
export function visit(tools: VisitTools, url: string, options: VisitOptions = {}): Promise<Visit> {
  return new Visiting(tools, options).run(url)
}

/** Where the codes in a photo lead; short links in them are followed. */
export function readPhoto(tools: VisitTools, bytes: Uint8Array): Promise<Result<Found[], PictureProblem>> {
  return new Visiting(tools, {}).photo(bytes)
}
