import sharp from 'sharp'
import { type CodeLook, codePng, codeSvg, makeCode } from '../qr-make'

/** Pictures of QR codes as pages and phones have them. */
const LOOK: CodeLook = { level: 'M', margin: 4, size: 420 }

function code(text: string, level: CodeLook['level'] = 'M') {
  const made = makeCode(text, level)
  if (!made.ok) throw new Error(made.code)
  return made.value
}

export const pngCode = (text: string, look: Partial<CodeLook> = {}) =>
  codePng(code(text, look.level), { ...LOOK, ...look })
export const svgCode = (text: string, look: Partial<CodeLook> = {}) =>
  Buffer.from(codeSvg(code(text, look.level), { ...LOOK, ...look }))

export async function rotatedCode(text: string, degrees: number): Promise<Buffer> {
  return sharp(await pngCode(text))
    .rotate(degrees, { background: '#ffffff' })
    .png()
    .toBuffer()
}

/** Grey on grey: 24 steps of brightness between dark and light. */
export async function paleCode(text: string): Promise<Buffer> {
  return sharp(await pngCode(text))
    .greyscale()
    .linear(24 / 255, 190)
    .jpeg({ quality: 85 })
    .toBuffer()
}

export async function invertedCode(text: string): Promise<Buffer> {
  return sharp(await pngCode(text))
    .negate({ alpha: false })
    .png()
    .toBuffer()
}

/** A repeatable noise, so that a photo of a test is the same photo every time. */
function noise(width: number, height: number): Buffer {
  const pixels = Buffer.alloc(width * height * 3)
  let seed = 7
  for (let i = 0; i < pixels.length; i += 1) {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    pixels[i] = 90 + ((seed >> 16) % 90)
  }
  return pixels
}

/**
 * As a phone sees a poster: 12 megapixels of wall, the code small in it, turned, sheared, unevenly lit, a little out of
 * focus, packed as JPEG, and the picture itself lying on its side with a note in its EXIF.
 */
export async function photographedCode(text: string): Promise<Buffer> {
  const width = 4_000
  const height = 3_000
  const poster = await sharp(await pngCode(text, { size: 760, level: 'Q' }))
    .affine([1, 0.08, -0.05, 0.94], { background: '#f4f1e8' })
    .rotate(11, { background: '#8f8a80' })
    .png()
    .toBuffer()
  const light = Buffer.from(
    `<svg width="${width}" height="${height}"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fff"/><stop offset="1" stop-color="#666"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`,
  )
  const scene = await sharp(noise(width, height), { raw: { width, height, channels: 3 } })
    .blur(3)
    .composite([
      { input: poster, left: 1_500, top: 900 },
      { input: light, blend: 'multiply' },
    ])
    .png({ compressionLevel: 1 })
    .toBuffer()
  return sharp(scene).blur(1.6).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 72 }).toBuffer()
}
