import { Parser } from 'htmlparser2'
import { type FoundLink, type TextKind, whatsAppLinksIn } from './check-find-rules'
import { Drawing } from './check-scan-drawing'
import { imagesOf, type PageImage, styleImages } from './check-scan-images'

/**
 * Reads a page as it arrives and keeps only what a check needs: WhatsApp links with the place each stands in, pictures
 * that may be codes, and addresses that may lead to WhatsApp. No tree of the page is built, so a large page costs no
 * memory and never blocks for long.
 */
export type PageLink = FoundLink & {
  /** Where it stands: "href of a", "onclick of button", "text", "script", "structured data". */
  place: string
}
export type PageRoute = { url: string; place: string }

export type PageScan = {
  links: PageLink[]
  /** Addresses on other hosts that are followed to see whether they end in WhatsApp. */
  routes: PageRoute[]
  images: PageImage[]
  /** Where the page sends its visitor by itself. */
  refresh: string | null
  /** It carries scripts, so that a browser may show more than what was delivered. */
  scripted: boolean
  /** Characters of text a visitor sees without scripts. */
  words: number
  /** It says that scripts, a sign-in or a proof of being human are needed. */
  wall: 'scripts' | 'sign-in' | 'robots' | null
  /** It is nested deeper than any page people write, and was not read to the end. */
  tooDeep: boolean
}

export type PageScanner = { write(text: string): void; end(): PageScan }

export type ScanOptions = {
  url: string
  /** Destinations of the entry point that are no WhatsApp links, as full addresses: followed when the page has them. */
  wanted?: ReadonlySet<string>
}

const MOST_LINKS = 200
const MOST_ROUTES = 10
const MOST_IMAGES = 300
/** The parser looks through all open elements for each one that closes. */
const DEEPEST = 3_000
const PARSED_AT_ONCE = 16_384
const TEXT_PIECE = 65_536
/** A link at the end of a piece of text may go on in the next one. */
const TEXT_OVERLAP = 2_048

/** Hosts that exist to lead elsewhere, and are used for WhatsApp links and dynamic QR codes. */
const SHORTENERS = new Set(
  `wa.link walink.co wa.click l.wl.co wl.co wame.pro bit.ly bitly.com tinyurl.com t.ly ow.ly is.gd v.gd rb.gy cutt.ly
   rebrand.ly short.io goo.gl s.id lnk.to t.co buff.ly shorturl.at qrco.de qr1.be q-r.to me-qr.com scan.page qrfy.io
   l.facebook.com lm.facebook.com l.instagram.com`
    .split(/\s+/)
    .filter(Boolean),
)

const WALL_WORDS: [NonNullable<PageScan['wall']>, RegExp][] = [
  ['robots', /captcha|verify (?:that )?you are (?:a )?human|are you a robot|checking your browser|unusual traffic/i],
  ['sign-in', /(?:log|sign) ?in to (?:continue|see|view)|you must (?:log|sign) ?in/i],
  ['scripts', /(?:enable|needs?|requires?|activate|turn on) java ?script/i],
]

type Open = { name: string; attributes: Record<string, string> }

/** The state of one page while it is read. */
class Scan {
  readonly links: PageLink[] = []
  readonly routes: PageRoute[] = []
  readonly images: PageImage[] = []
  refresh: string | null = null
  scripted = false
  words = 0
  wall: PageScan['wall'] = null
  private base: string
  private readonly seen = new Set<string>()
  private text = ''
  private textKind: TextKind = 'words'
  private textPlace = 'text'
  private anchor: { href: string; label: string } | null = null
  private hidden = 0

  constructor(private readonly options: ScanOptions) {
    this.base = options.url
  }

  private absolute(href: string): string | null {
    const trimmed = href.trim()
    if (trimmed === '' || trimmed.startsWith('#') || !URL.canParse(trimmed, this.base)) return null
    const url = new URL(trimmed, this.base)
    url.hash = ''
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
  }

  private addLinks(text: string, kind: TextKind, place: string): boolean {
    const found = whatsAppLinksIn(text, kind)
    for (const one of found) {
      const key = `${place}\n${one.url}`
      if (this.seen.has(key) || this.links.length >= MOST_LINKS) continue
      this.seen.add(key)
      this.links.push({ ...one, place })
    }
    return found.length > 0
  }

  private addRoute(url: string, place: string): void {
    if (this.routes.length < MOST_ROUTES && !this.routes.some((route) => route.url === url)) {
      this.routes.push({ url, place })
    }
  }

  private addImages(images: PageImage[]): void {
    for (const image of images) {
      const src = image.kind === 'address' ? this.absolute(image.src) : image.src
      const known = this.images.some((one) => one.src === src)
      if (src && !known && this.images.length < MOST_IMAGES) this.images.push({ ...image, src })
    }
  }

  private enterAnchor(attributes: Record<string, string>): void {
    const href = attributes.href === undefined ? null : this.absolute(attributes.href)
    if (!href) return
    const label = Object.entries(attributes).map(([name, value]) => (name === 'href' ? '' : value))
    this.anchor = { href, label: label.join(' ') }
    const host = new URL(href).hostname.replace(/^www\./, '')
    if (SHORTENERS.has(host) || this.options.wanted?.has(href)) this.addRoute(href, 'href of a')
  }

  private readMeta(attributes: Record<string, string>): void {
    if (attributes['http-equiv']?.trim().toLowerCase() !== 'refresh') return
    const target = /^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?['"]?([^'"]+)/i.exec(attributes.content ?? '')?.[1]
    // "30" alone reloads the same page.
    if (target && !/^[\d.\s]+$/.test(target)) this.refresh ??= this.absolute(target)
  }

  open({ name, attributes }: Open): void {
    this.flushText()
    let hasLink = false
    for (const [attribute, value] of Object.entries(attributes)) {
      const place = name === 'meta' && attribute === 'content' ? 'meta refresh' : `${attribute} of ${name}`
      // A title or a description of the page is no place to click.
      if (name === 'meta' && attributes['http-equiv']?.toLowerCase() !== 'refresh') continue
      hasLink = this.addLinks(value, 'attribute', place) || hasLink
    }
    // An icon or a picture is often all that says where a link leads.
    if (this.anchor)
      this.label(
        ['class', 'alt', 'title', 'aria-label', 'href', 'xlink:href'].map((key) => attributes[key] ?? '').join(' '),
      )
    if (name === 'base' && attributes.href) this.base = this.absolute(attributes.href) ?? this.base
    if (name === 'meta') this.readMeta(attributes)
    if (name === 'a' && !hasLink) this.enterAnchor(attributes)
    if (name === 'style' || name === 'template') this.hidden += 1
    if (name === 'script') this.enterScript(attributes)
    this.addImages(imagesOf(name, attributes))
  }

  private enterScript(attributes: Record<string, string>): void {
    this.hidden += 1
    this.textKind = 'script'
    const structured = attributes.type?.includes('json') ?? false
    this.textPlace = structured ? 'structured data' : 'script'
    if (!structured) this.scripted = true
  }

  close(name: string): void {
    this.flushText()
    if (name === 'script') {
      this.textKind = 'words'
      this.textPlace = 'text'
    }
    if (name === 'script' || name === 'style' || name === 'template') this.hidden = Math.max(0, this.hidden - 1)
    if (name === 'a' && this.anchor) {
      if (/whats\s?app|wa\.link/i.test(`${this.anchor.label} ${this.anchor.href}`)) {
        this.addRoute(this.anchor.href, 'href of a')
      }
      this.anchor = null
    }
  }

  private label(words: string): void {
    if (this.anchor && this.anchor.label.length < 500) this.anchor.label += ` ${words.slice(0, 500)}`
  }

  addText(piece: string): void {
    this.text += piece
    this.label(piece)
    if (this.text.length < TEXT_PIECE) return
    const tail = this.text.slice(-TEXT_OVERLAP)
    this.flushText()
    this.text = tail
  }

  addDrawing(source: string): void {
    if (this.images.length < 500)
      this.images.push({ kind: 'drawing', src: source, likely: /qr|whats/i.test(source.slice(0, 500)) })
  }

  private flushText(): void {
    const { text } = this
    if (text === '') return
    this.text = ''
    this.addLinks(text, this.textKind, this.textPlace)
    if (this.textPlace === 'text') this.addImages(this.hidden > 0 ? styleImages(text) : [])
    if (this.hidden > 0) return
    this.words += text.replace(/\s+/g, ' ').trim().length
    for (const [wall, words] of WALL_WORDS) if (!this.wall && words.test(text)) this.wall = wall
  }

  result(tooDeep: boolean): PageScan {
    this.flushText()
    const { links, routes, images, refresh, scripted, words, wall } = this
    return { links, routes, images, refresh, scripted, words, wall, tooDeep }
  }
}

/** A reader of one page. */
export function scanPage(options: ScanOptions): PageScanner {
  const scan = new Scan(options)
  const drawing = new Drawing()
  let depth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1
        scan.open({ name, attributes })
        if (name === 'svg' || drawing.open) drawing.enter(name, attributes)
      },
      onclosetag(name) {
        depth -= 1
        scan.close(name)
        const source = drawing.open ? drawing.leave(name) : null
        if (source) scan.addDrawing(source)
      },
      ontext: (text) => scan.addText(text),
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  return {
    write(text) {
      for (let from = 0; from < text.length && depth < DEEPEST; from += PARSED_AT_ONCE) {
        parser.write(text.slice(from, from + PARSED_AT_ONCE))
      }
    },
    end() {
      const tooDeep = depth >= DEEPEST
      if (!tooDeep) parser.end()
      return scan.result(tooDeep)
    },
  }
}
