import type { Sharp } from 'sharp'
import { fail, ok, type Result } from '@/lib/shared/result'
import { openSharp } from './qr-sharp'
import { type GreyPicture, readGreyPicture } from './qr-thread-client'

/** What a picture may be: as much as a phone's camera makes, and not more than a server can hold several of. */
export const PICTURE_LIMITS = { bytes: 15 * 1_048_576, pixels: 52_000_000 } as const
/** A code of the smallest kind has 21 modules; what is smaller than that is an icon. */
const SMALLEST_SIDE = 21
const SVG_SIDE = 720
const MARGIN = 24

export type PictureProblem = 'picture-not-readable' | 'picture-too-large' | 'picture-too-slow'
/** `careful` looks several times, in more ways: for photos, and for pictures that say they are a code. */
export type ReadEffort = 'quick' | 'careful'

type Opened = { image: () => Sharp; width: number; height: number }

async function open(bytes: Uint8Array): Promise<Result<Opened, PictureProblem>> {
  const sharp = await openSharp()
  const options = { limitInputPixels: PICTURE_LIMITS.pixels, failOn: 'none', animated: false } as const
  try {
    const { width, height, format, orientation } = await sharp(bytes, {
      ...options,
      limitInputPixels: false,
    }).metadata()
    if (width * height > PICTURE_LIMITS.pixels) return fail('picture-too-large', { pixels: width * height })
    const density = format === 'svg' ? svgDensity(Math.max(width, height)) : undefined
    const image = () =>
      sharp(bytes, density ? { ...options, density } : options)
        .timeout({ seconds: 20 })
        .autoOrient()
    const scale = density ? density / 72 : 1
    const turned = orientation !== undefined && orientation >= 5
    const sides = { width: Math.round(width * scale), height: Math.round(height * scale) }
    return ok({ image, width: turned ? sides.height : sides.width, height: turned ? sides.width : sides.height })
  } catch {
    return fail('picture-not-readable')
  }
}

/** A drawing has no size of its own: it is drawn large enough that each module covers several pixels. */
function svgDensity(side: number): number {
  return Math.min(2_400, Math.max(1, (72 * SVG_SIDE) / Math.max(1, side)))
}

type Look = { side: number; contrast: 'as-is' | 'stretched' | 'local' }

const LOOKS: Record<ReadEffort, readonly Look[]> = {
  quick: [
    { side: 1_000, contrast: 'as-is' },
    { side: 1_000, contrast: 'stretched' },
  ],
  careful: [
    { side: 1_400, contrast: 'as-is' },
    { side: 1_400, contrast: 'stretched' },
    { side: 800, contrast: 'local' },
    { side: 2_600, contrast: 'stretched' },
  ],
}

/** A code printed to the edge of its picture lacks the quiet zone that readers look for, so each gets a white frame. */
async function look({ image, width, height }: Opened, { side, contrast }: Look): Promise<GreyPicture> {
  const longest = Math.max(width, height)
  const tiny = longest < 300
  let drawn = image()
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize({
      width: tiny ? width * 3 : Math.min(side, longest),
      height: tiny ? height * 3 : Math.min(side, longest),
      fit: 'inside',
      kernel: tiny ? 'nearest' : 'lanczos3',
      withoutEnlargement: !tiny,
    })
  if (contrast === 'stretched') drawn = drawn.normalise({ lower: 2, upper: 98 })
  if (contrast === 'local') drawn = drawn.median(3).clahe({ width: 64, height: 64, maxSlope: 4 })
  const frame = { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN, background: '#ffffff' }
  const { data, info } = await drawn.extend(frame).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true })
  const step = info.channels
  const grey =
    step === 1 ? new Uint8Array(data) : Uint8Array.from({ length: data.length / step }, (_, i) => data[i * step] ?? 255)
  return { width: info.width, height: info.height, grey }
}

/**
 * The texts of all QR codes in a picture (PNG, JPEG, GIF, WebP, AVIF, SVG), in any direction, light on dark as
 * well. None found is an empty list; a picture that cannot be opened, is too large or takes too long is a failure.
 */
export async function readCodes(bytes: Uint8Array, effort: ReadEffort): Promise<Result<string[], PictureProblem>> {
  if (bytes.byteLength > PICTURE_LIMITS.bytes) return fail('picture-too-large', { bytes: bytes.byteLength })
  const opened = await open(bytes)
  if (!opened.ok) return opened
  if (Math.min(opened.value.width, opened.value.height) < SMALLEST_SIDE) return ok([])
  for (const one of LOOKS[effort]) {
    const picture = await look(opened.value, one).catch(() => null)
    if (!picture) return fail('picture-not-readable')
    const texts = await readGreyPicture(picture)
    if (!texts) return fail('picture-too-slow')
    if (texts.length > 0) return ok([...new Set(texts)])
  }
  return ok([])
}
