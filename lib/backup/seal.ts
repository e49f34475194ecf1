import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'

/**
 * The last bytes of a backup: a mark and the SHA-256 of everything before it. SQLite ignores what follows its last page,
 * so a sealed file still opens; one changed byte anywhere is found before anything is read from it.
 */
const MARK = 'HANDRAIL-BACKUP-1:'
const SEAL_BYTES = MARK.length + 64
const CHUNK = 1 << 20

function hashUpTo(handle: number, end: number): string {
  const hash = createHash('sha256')
  const chunk = Buffer.alloc(CHUNK)
  for (let at = 0; at < end; ) {
    const read = readSync(handle, chunk, 0, Math.min(CHUNK, end - at), at)
    if (read === 0) break
    hash.update(chunk.subarray(0, read))
    at += read
  }
  return hash.digest('hex')
}

export function sealFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    const { size } = fstatSync(handle)
    writeSync(handle, `${MARK}${hashUpTo(handle, size)}`, size)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export function isSealed(file: string): boolean {
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    if (size <= SEAL_BYTES) return false
    const end = Buffer.alloc(SEAL_BYTES)
    readSync(handle, end, 0, SEAL_BYTES, size - SEAL_BYTES)
    return end.toString('latin1') === `${MARK}${hashUpTo(handle, size - SEAL_BYTES)}`
  } finally {
    closeSync(handle)
  }
}

export function removeSeal(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    ftruncateSync(handle, fstatSync(handle).size - SEAL_BYTES)
  } finally {
    closeSync(handle)
  }
}
