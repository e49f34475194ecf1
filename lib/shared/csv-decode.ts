import { fail, ok, type Result } from './result'

/** The encodings CRM and spreadsheet exports come in. */
export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

export type DecodedText = { text: string; encoding: CsvEncoding }

function startsWith(bytes: Uint8Array, ...mark: number[]): boolean {
  return mark.every((byte, i) => bytes[i] === byte)
}

/** A file without a BOM whose every other byte is zero is UTF-16: Latin letters, digits and separators leave the other half empty. */
function utf16ByZeros(bytes: Uint8Array): CsvEncoding | undefined {
  const sample = bytes.subarray(0, 200)
  const zeros = [0, 0]
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const half = sample.length / 2
  if ((zeros[1] ?? 0) > half * 0.6) return 'utf-16le'
  return (zeros[0] ?? 0) > half * 0.6 ? 'utf-16be' : undefined
}

function encodingOf(bytes: Uint8Array): CsvEncoding | undefined {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8'
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le'
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be'
  return utf16ByZeros(bytes)
}

/** Files that are no text at all but get uploaded under a CSV name: XLSX and other archives, old XLS, PDF. */
function isOtherFormat(bytes: Uint8Array): boolean {
  return (
    startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) ||
    startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0) ||
    startsWith(bytes, 0x25, 0x50, 0x44, 0x46)
  )
}

/**
 * The text of an uploaded file without its BOM. UTF-8 and UTF-16 are told by BOM or by their bytes; bytes that are not
 * valid UTF-8 are Windows-1252, which is what Excel's plain "CSV" writes in western Europe.
 */
export function decodeText(bytes: Uint8Array): Result<DecodedText, 'not-text'> {
  if (isOtherFormat(bytes)) return fail('not-text')
  const encoding = encodingOf(bytes)
  if (encoding && encoding !== 'utf-8') return ok({ text: new TextDecoder(encoding).decode(bytes), encoding })
  try {
    return ok({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' })
  } catch {
    return ok({ text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' })
  }
}
