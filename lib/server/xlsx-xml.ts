import { SaxesParser } from 'saxes'
import { UnzipError } from './xlsx-unzip'

export type XmlHandlers = {
  /** An element begins; names come without their prefix. */
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Goes through an XML file part by part. Names of attributes keep their prefix. Throws `UnzipError` for what is no XML. */
export async function readXml(parts: AsyncIterable<Uint8Array>, handlers: XmlHandlers): Promise<void> {
  const parser = new SaxesParser({ xmlns: false })
  parser.on('error', () => {
    throw new UnzipError('xlsx-damaged')
  })
  if (handlers.open) parser.on('opentag', (tag) => handlers.open?.(local(tag.name), tag.attributes))
  if (handlers.text) parser.on('text', (text) => handlers.text?.(text))
  if (handlers.close) parser.on('closetag', (tag) => handlers.close?.(local(tag.name)))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const part of parts) parser.write(decoder.decode(part, { stream: true }))
    parser.write(decoder.decode())
    parser.close()
  } catch (error) {
    // Bytes that are no UTF-8.
    throw error instanceof TypeError ? new UnzipError('xlsx-damaged') : error
  }
}

/** Excel writes what XML cannot carry as `_x000D_`, and an underscore that would read like it as `_x005F_`. */
export function unescapeXlsx(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
}

/** What XML 1.0 has no place for: control characters (a return among them), and halves of a pair that stand alone. */
const UNWRITABLE = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/gu
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g

const code = (letter: string): string => `_x${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`

/** A text as XML, so that reading gives what was written. */
export function escapeXlsx(text: string): string {
  return text
    .replace(LOOKS_ESCAPED, '_x005F_')
    .replace(UNWRITABLE, code)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
