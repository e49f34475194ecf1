import type { default as Sharp } from 'sharp'

/** What a browser shows on a page. Loaders for other kinds of files are attack surface and nothing else. */
const LOADERS = [
  'VipsForeignLoadPng',
  'VipsForeignLoadJpeg',
  'VipsForeignLoadNsgif',
  'VipsForeignLoadWebp',
  'VipsForeignLoadHeif',
  'VipsForeignLoadSvg',
]

let opened: Promise<typeof Sharp> | undefined

async function open(): Promise<typeof Sharp> {
  const { default: sharp } = await import('sharp')
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: LOADERS })
  // Pictures come one at a time and are never the same twice; what libvips keeps would only be memory.
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp
}

/** The picture library, loaded when the first picture comes. */
export function openSharp(): Promise<typeof Sharp> {
  opened ??= open()
  return opened
}
