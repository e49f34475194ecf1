import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A file system of its own that can be filled to the last byte. */
export type SmallDisk = { directory: string; fill: () => void; empty: () => void; remove: () => void }

/** Undefined where this user may not mount one: then there is no real full disk to test with. */
export function mountSmallDisk(megabytes: number): SmallDisk | undefined {
  const directory = mkdtempSync(path.join(tmpdir(), 'handrail-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory], { stdio: 'pipe' })
  } catch {
    rmSync(directory, { recursive: true, force: true })
    return undefined
  }
  chmodSync(directory, 0o755)
  const filler = path.join(directory, 'filler')
  return {
    directory,
    fill: () => fillWith(filler),
    empty: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', ['-l', directory], { stdio: 'pipe' })
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function fillWith(file: string): void {
  const descriptor = openSync(file, 'a')
  try {
    for (const bytes of [1_048_576, 4_096]) writeUntilFull(descriptor, Buffer.alloc(bytes))
  } finally {
    closeSync(descriptor)
  }
}

function writeUntilFull(descriptor: number, block: Buffer): void {
  for (;;) {
    try {
      writeSync(descriptor, block)
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return
      throw error
    }
  }
}
