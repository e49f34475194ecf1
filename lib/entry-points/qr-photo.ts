import { fail, ok, type Result } from '@/lib/shared/result'
import { PICTURE_LIMITS, type PictureProblem } from './qr-read'
import { openSharp } from './qr-sharp'

/** A photo as it is kept: turned upright, made smaller, and without everything a camera writes into it. */
export type KeptPhoto = { bytes: Uint8Array<ArrayBuffer>; mediaType: 'image/jpeg' }

const LONGEST_SIDE = 2_000

/**
 * Draws the photo anew. What is stored and served is our own JPEG, never the uploaded bytes: no place, no time, no
 * device, and nothing hidden in a file that is two kinds of file at once.
 */
export async function keepPhoto(bytes: Uint8Array): Promise<Result<KeptPhoto, PictureProblem>> {
  if (bytes.byteLength > PICTURE_LIMITS.bytes) return fail('picture-too-large', { bytes: bytes.byteLength })
  const sharp = await openSharp()
  try {
    const { width, height, format } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > PICTURE_LIMITS.pixels) return fail('picture-too-large', { pixels: width * height })
    if (format === 'svg') return fail('picture-not-readable')
    const drawn = await sharp(bytes, { limitInputPixels: PICTURE_LIMITS.pixels, failOn: 'error' })
      .timeout({ seconds: 20 })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82 })
      .toBuffer()
    return ok({ bytes: new Uint8Array(drawn), mediaType: 'image/jpeg' })
  } catch {
    return fail('picture-not-readable')
  }
}
