import { encode } from 'uqr'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { CodeLevel } from './links-form'
import { openSharp } from './qr-sharp'

/** How a code looks: error correction, the quiet zone in modules, and the side of the PNG in pixels. */
export type CodeLook = { level: CodeLevel; margin: number; size: number }

export type Code = { modules: boolean[][]; side: number; version: number }

/** The pattern of dark modules for a text. Fails when the text does not fit into the largest code of this level. */
export function makeCode(text: string, level: CodeLevel): Result<Code, 'code-too-long'> {
  try {
    const { data, size, version } = encode(text, { ecc: level, border: 0, boostEcc: false })
    return ok({ modules: data, side: size, version })
  } catch {
    return fail('code-too-long', { length: text.length, level })
  }
}

/** One path over all dark modules, neighbours in a row joined: a few kilobytes, sharp at every size. */
function darkPath({ modules }: Code, margin: number): string {
  let path = ''
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue
      let run = 1
      while (row[x + run]) run += 1
      path += `M${x + margin} ${y + margin}h${run}v1h-${run}z`
      x += run
    }
  })
  return path
}

export function codeSvg(code: Code, { margin, size }: CodeLook): string {
  const side = code.side + 2 * margin
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${darkPath(code, margin)}"/></svg>`
}

/**
 * A PNG in which every module has the same whole number of pixels; what is left over of the wanted side becomes margin.
 * The picture is never smaller than one pixel a module.
 */
export async function codePng(code: Code, { margin, size }: CodeLook): Promise<Buffer> {
  const sharp = await openSharp()
  const pixels = Math.max(1, Math.floor(size / (code.side + 2 * margin)))
  const inner = code.side * pixels
  const side = Math.max(size, inner + 2 * margin * pixels)
  const offset = Math.floor((side - inner) / 2)
  const grey = Buffer.alloc(side * side, 255)
  code.modules.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (!dark) return
      for (let line = 0; line < pixels; line += 1) {
        const at = (offset + y * pixels + line) * side + offset + x * pixels
        grey.fill(0, at, at + pixels)
      }
    })
  })
  return sharp(grey, { raw: { width: side, height: side, channels: 1 } })
    .png({ compressionLevel: 9, palette: true, colours: 2 })
    .toBuffer()
}
