import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { readCodes } from './qr-read'
import { invertedCode, paleCode, photographedCode, pngCode, rotatedCode, svgCode } from './testing/pictures'

const LINK = 'https://wa.me/447700900118?text=Hello%20there'
const read = { ok: true, value: [LINK] }

describe('codes that are read', () => {
  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('as %s', async (format) => {
    expect(
      await readCodes(
        await sharp(await pngCode(LINK))
          .toFormat(format)
          .toBuffer(),
        'quick',
      ),
    ).toEqual(read)
  })

  it('as SVG, however small it says it is', async () => {
    expect(await readCodes(await svgCode(LINK), 'quick')).toEqual(read)
    expect(await readCodes(await svgCode(LINK, { size: 30 }), 'quick')).toEqual(read)
  })

  it.each([7, 45, 90, 133, 180, 270, 341])('turned by %i degrees', async (degrees) => {
    expect(await readCodes(await rotatedCode(LINK, degrees), 'quick')).toEqual(read)
  })

  it('with little contrast, light on dark, transparent, without a quiet zone, one pixel a module', async () => {
    expect(await readCodes(await paleCode(LINK), 'quick')).toEqual(read)
    expect(await readCodes(await invertedCode(LINK), 'quick')).toEqual(read)
    const opaque = await sharp(await pngCode(LINK))
      .greyscale()
      .negate()
      .toColourspace('b-w')
      .toBuffer()
    const clear = await sharp({ create: { width: 420, height: 420, channels: 3, background: '#000' } })
      .joinChannel(opaque)
      .png()
      .toBuffer()
    expect(await readCodes(clear, 'quick')).toEqual(read)
    expect(await readCodes(await pngCode(LINK, { margin: 0 }), 'quick')).toEqual(read)
    expect(await readCodes(await pngCode(LINK, { size: 1 }), 'quick')).toEqual(read)
  })

  it('small, skewed and badly lit in a photo of twelve megapixels that lies on its side', async () => {
    expect(await readCodes(await photographedCode(LINK), 'careful')).toEqual(read)
    // The picture is large: with other work on the machine it takes longer than a test usually may.
  }, 20_000)

  it('two in one picture', async () => {
    const [left, right] = await Promise.all([pngCode('https://wa.me/larkmoss'), pngCode('https://larkmoss.example/')])
    const both = await sharp({ create: { width: 900, height: 440, channels: 3, background: '#fff' } })
      .composite([
        { input: left, left: 10, top: 10 },
        { input: right, left: 460, top: 10 },
      ])
      .png()
      .toBuffer()
    const found = await readCodes(both, 'quick')
    expect(found.ok && [...found.value].sort()).toEqual(['https://larkmoss.example/', 'https://wa.me/larkmoss'])
  })
})

describe('pictures that hold none', () => {
  it('an icon, a plain wall', async () => {
    const plain = (width: number, height: number) =>
      sharp({ create: { width, height, channels: 3, background: '#c3b8a1' } })
        .png()
        .toBuffer()
    expect(await readCodes(await plain(16, 16), 'quick')).toEqual({ ok: true, value: [] })
    expect(await readCodes(await plain(640, 480), 'careful')).toEqual({ ok: true, value: [] })
  })

  it.each([
    ['text', Buffer.from('this is no picture')],
    ['an empty file', Buffer.alloc(0)],
    ['half a picture header', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['a TIFF, which no browser shows', Buffer.from('49492a0008000000', 'hex')],
    ['an HTML page', Buffer.from('<!doctype html><p>hello')],
  ])('%s is no picture', async (_what, bytes) => {
    expect(await readCodes(bytes, 'quick')).toMatchObject({ ok: false, code: 'picture-not-readable' })
  })

  it('a picture that says it is 100 megapixels is not opened', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="20000" height="20000"/>')
    expect(await readCodes(svg, 'quick')).toMatchObject({ ok: false, code: 'picture-too-large' })
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(await readCodes(bomb, 'quick')).toMatchObject({ ok: false, code: 'picture-too-large' })
  })

  it('a file that is too large is not opened', async () => {
    const bytes = Buffer.alloc(15 * 1_048_576 + 1)
    expect(await readCodes(bytes, 'quick')).toMatchObject({ ok: false, code: 'picture-too-large' })
  })

  it('a drawing that names files of the machine or entities without end draws nothing of them', async () => {
    const entity = Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"><image href="file:///etc/passwd" width="9" height="9"/><text>&x;</text></svg>',
    )
    const read = await readCodes(entity, 'quick')
    expect(read.ok ? read.value : []).toEqual([])
  })
})
