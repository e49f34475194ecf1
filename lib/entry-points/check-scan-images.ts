/** A picture of a page: an address, data that stands in the page, or the source of a drawing. */
export type PageImage = {
  kind: 'address' | 'data' | 'drawing'
  src: string
  /** Its name or its description says that it is a code: it is looked at first, and more carefully. */
  likely: boolean
}

const LIKELY = /\bqr|qr[-_]?code|qrcode|whats|scan|\bwa[-_]/i
/** Where pages that load their pictures late keep the address meanwhile. */
const LATE = ['data-src', 'data-lazy-src', 'data-original', 'data-lazy'] as const
const LARGEST_DATA = 3_000_000

function toImage(src: string, likely: boolean): PageImage | null {
  const trimmed = src.trim()
  if (trimmed === '') return null
  if (!/^data:/i.test(trimmed)) return { kind: 'address', src: trimmed, likely: likely || LIKELY.test(trimmed) }
  return /^data:image\//i.test(trimmed) && trimmed.length < LARGEST_DATA ? { kind: 'data', src: trimmed, likely } : null
}

/** The largest picture of a `srcset`. The addresses may hold commas, the descriptors never do. */
function largestOf(srcset: string): string | null {
  const choices = [...srcset.matchAll(/(\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)/g)]
  let best: { src: string; size: number } | null = null
  for (const [, src, size] of choices) {
    if (src && (!best || Number(size ?? 1) > best.size)) best = { src, size: Number(size ?? 1) }
  }
  return best?.src ?? null
}

/** Pictures named in a style: `url(...)`. */
export function styleImages(style: string): PageImage[] {
  const found = [...style.matchAll(/url\(\s*(?:"([^"]{1,4000})"|'([^']{1,4000})'|([^)'"\s]{1,4000}))\s*\)/gi)]
  return found
    .map(([, a, b, c]) => toImage(a ?? b ?? c ?? '', false))
    .filter((image) => image !== null)
    .filter((image) => !/\.(?:woff2?|ttf|otf|eot|css)(?:[?#]|$)/i.test(image.src))
}

/** Two icons' worth of pixels hold no code. */
function isIcon({ width, height }: Record<string, string>): boolean {
  const side = Math.max(Number.parseInt(width ?? '', 10) || 0, Number.parseInt(height ?? '', 10) || 0)
  return side > 0 && side < 40
}

const HOLDERS: Record<string, readonly string[]> = {
  img: ['src', ...LATE],
  source: [],
  input: ['src'],
  image: ['href', 'xlink:href'],
  object: ['data'],
  embed: ['src'],
}

/** The pictures an element shows. */
export function imagesOf(name: string, attributes: Record<string, string>): PageImage[] {
  const styled = attributes.style ? styleImages(attributes.style) : []
  const holders = HOLDERS[name]
  if (!holders || isIcon(attributes)) return styled
  const words = ['alt', 'title', 'class', 'id', 'aria-label'].map((key) => attributes[key] ?? '').join(' ')
  const likely = LIKELY.test(words)
  const sets = [attributes.srcset, attributes['data-srcset']].map((set) => (set ? largestOf(set) : null))
  const plain = holders.map((key) => attributes[key] ?? '')
  const images = [...plain, ...sets.filter((src) => src !== null)].map((src) => toImage(src, likely))
  return [...images.filter((image) => image !== null), ...styled]
}
