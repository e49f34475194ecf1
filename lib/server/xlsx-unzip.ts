import { type Entry, fromBuffer, type ZipFile } from 'yauzl'
import { fail, ok, type Result } from '@/lib/shared/result'

/** Why an archive cannot be opened. */
export type UnzipProblem = 'xlsx-damaged' | 'xlsx-encrypted' | 'xlsx-bomb'

export type UnzipLimits = {
  /** Files in the archive. */
  entries: number
  /** Bytes of all files that are read, unpacked. */
  unpacked: number
}

/** Leaves the reading of an archive; never leaves the reader. */
export class UnzipError extends Error {
  override name = 'UnzipError'
  constructor(readonly code: UnzipProblem) {
    super(code)
  }
}

const ENCRYPTED = 0x1

/**
 * The files of an archive, read one at a time as they are asked for. What a file says of its own size is not believed:
 * every byte that comes out is counted, over all files, and the reading ends where the limit is passed.
 */
export class Archive {
  private left: number

  constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    limits: UnzipLimits,
  ) {
    this.left = limits.unpacked
  }

  has(name: string): boolean {
    return this.entries.has(name)
  }

  /** The bytes of a file, part by part. Throws `UnzipError` for what is damaged, encrypted or too much. */
  async *read(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(name)
    if (!entry) throw new UnzipError('xlsx-damaged')
    if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) throw new UnzipError('xlsx-encrypted')
    if (entry.uncompressedSize > this.left) throw new UnzipError('xlsx-bomb')
    const stream = await this.open(entry)
    try {
      for await (const part of stream as AsyncIterable<Buffer>) {
        this.left -= part.byteLength
        if (this.left < 0) throw new UnzipError('xlsx-bomb')
        yield part
      }
    } catch (error) {
      throw error instanceof UnzipError ? error : new UnzipError('xlsx-damaged')
    } finally {
      stream.destroy()
    }
  }

  private open(entry: Entry): Promise<NodeJS.ReadableStream & { destroy(): void }> {
    return new Promise((resolve, reject) => {
      this.zip.openReadStream(entry, (error, stream) => {
        if (error) reject(new UnzipError('xlsx-damaged'))
        else resolve(stream)
      })
    })
  }

  close(): void {
    this.zip.close()
  }
}

function listEntries(zip: ZipFile, limits: UnzipLimits): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const found = new Map<string, Entry>()
    zip.on('entry', (entry: Entry) => {
      found.set(entry.fileName.replace(/^\//, ''), entry)
      if (found.size > limits.entries) reject(new UnzipError('xlsx-bomb'))
      else zip.readEntry()
    })
    zip.on('end', () => resolve(found))
    zip.on('error', () => reject(new UnzipError('xlsx-damaged')))
    zip.readEntry()
  })
}

/** Opens a ZIP archive that is in memory and reads the list of its files, nothing else. */
export async function openArchive(bytes: Uint8Array, limits: UnzipLimits): Promise<Result<Archive, UnzipProblem>> {
  const zip = await new Promise<ZipFile | null>((resolve) => {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    fromBuffer(buffer, { lazyEntries: true, validateEntrySizes: true }, (error, file) => resolve(error ? null : file))
  })
  if (!zip) return fail('xlsx-damaged')
  try {
    return ok(new Archive(zip, await listEntries(zip, limits), limits))
  } catch (error) {
    return fail(error instanceof UnzipError ? error.code : 'xlsx-damaged')
  }
}
