import type { CellMark } from '@/components/table/grid-row'
import type { RowNews, SheetNews } from '@/lib/entry-points/live'
import { isAbort } from './ask-for-rows'
import type { SheetPart, SheetRow } from './sheet-row'

/** A value on its way to the server, or one it refused; until it is settled it is shown in its cell. */
export type PendingCell = { value: string; state: CellMark; message: string | null }

export type SheetState = {
  total: number
  /** An answer is on its way: what is shown belongs to the question before. */
  busy: boolean
  /** A part could not be read; the sentence says why. */
  problem: string | null
  /** Others added, removed or moved rows: what is shown may be in another order by now. */
  outdated: boolean
}

const BLOCK = 50
const MOST_BLOCKS = 160
/** A dragged scrollbar passes hundreds of rows; only where it rests is read. */
const REST_MS = 50
const FLASH_MS = 3_000

type Ask = (query: string, signal: AbortSignal) => Promise<SheetPart>

/**
 * The rows of the sheet that the browser has: blocks of fifty, read while one scrolls, thrown away when they are far
 * off. It belongs to one list (`query`); asked for another, it keeps showing this one until the first block is there.
 */
export class SheetStore {
  private blocks = new Map<number, SheetRow[]>()
  private asked = new Set<number>()
  private flashes = new Map<string, number>()
  private pending = new Map<string, Record<string, PendingCell>>()
  private listeners = new Set<() => void>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private wanted = { first: 0, last: 0 }
  private abort = new AbortController()
  private counter = 0
  private state: SheetState
  mark: number

  constructor(
    private query: string,
    part: SheetPart,
    private readonly ask: Ask,
  ) {
    this.mark = part.mark
    this.state = { total: part.total ?? 0, busy: false, problem: null, outdated: false }
    this.keep(0, part.rows)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Changes whenever anything that is shown has changed. */
  readonly version = (): number => this.counter

  read(): SheetState {
    return this.state
  }

  private tell(change: Partial<SheetState> = {}): void {
    this.state = { ...this.state, ...change }
    this.counter += 1
    for (const listener of this.listeners) listener()
  }

  private keep(from: number, rows: readonly SheetRow[]): void {
    for (let i = 0; i < rows.length || i === 0; i += BLOCK) {
      this.blocks.set(Math.floor(from / BLOCK) + i / BLOCK, rows.slice(i, i + BLOCK))
    }
    while (this.blocks.size > MOST_BLOCKS) {
      const here = Math.floor(this.wanted.first / BLOCK)
      const far = [...this.blocks.keys()].reduce((a, b) => (Math.abs(a - here) > Math.abs(b - here) ? a : b))
      this.blocks.delete(far)
    }
  }

  rowAt(index: number): SheetRow | undefined {
    return this.blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK]
  }

  /** Where a row stands, if it is here. */
  indexOf(id: string): number | null {
    for (const [block, rows] of this.blocks) {
      const at = rows.findIndex((row) => row.id === id)
      if (at >= 0) return block * BLOCK + at
    }
    return null
  }

  find(id: string): SheetRow | undefined {
    const index = this.indexOf(id)
    return index === null ? undefined : this.rowAt(index)
  }

  /** The rows from one place to another, or null while one of them is not here. */
  slice(first: number, last: number): SheetRow[] | null {
    const rows: SheetRow[] = []
    for (let i = first; i <= last; i += 1) {
      const row = this.rowAt(i)
      if (!row) return null
      rows.push(row)
    }
    return rows
  }

  // ───────────── reading ─────────────

  /** Rows that are in sight; what is missing is asked for as soon as the list rests. */
  readonly want = (first: number, last: number): void => {
    this.wanted = { first, last }
    clearTimeout(this.timer)
    if (this.missing().length > 0) this.timer = setTimeout(() => void this.fetchMissing(), REST_MS)
  }

  private missing(): number[] {
    const last = Math.min(this.wanted.last, this.state.total - 1)
    const blocks: number[] = []
    for (let block = Math.floor(this.wanted.first / BLOCK); block * BLOCK <= last; block += 1) {
      if (!this.blocks.has(block) && !this.asked.has(block)) blocks.push(block)
    }
    return blocks
  }

  private async fetchMissing(): Promise<void> {
    await Promise.all(this.missing().map((block) => this.fetchBlock(block)))
  }

  private async fetchBlock(block: number): Promise<void> {
    this.asked.add(block)
    const { query } = this
    try {
      const part = await this.ask(partQuery(query, block * BLOCK, BLOCK), this.abort.signal)
      if (query !== this.query) return
      this.keep(block * BLOCK, part.rows)
      this.tell({ total: part.total ?? this.state.total, problem: null })
    } catch (error) {
      if (!isAbort(error)) this.tell({ problem: messageOf(error) })
    } finally {
      this.asked.delete(block)
    }
  }

  /** Reads these rows into memory, for what needs them all at once: a copy of many rows. */
  async load(first: number, last: number): Promise<SheetRow[] | null> {
    const blocks: number[] = []
    for (let block = Math.floor(first / BLOCK); block * BLOCK <= last; block += 1) {
      if (!this.blocks.has(block)) blocks.push(block)
    }
    await Promise.all(blocks.map((block) => this.fetchBlock(block)))
    return this.slice(first, last)
  }

  /** Shows another list. What is here stays until its first block has come. */
  async show(query: string): Promise<void> {
    if (query === this.query) return
    this.query = query
    await this.reload(0)
  }

  /** Reads what is in sight again, in its present order. */
  async refresh(): Promise<void> {
    await this.reload(Math.floor(this.wanted.first / BLOCK))
  }

  private async reload(block: number): Promise<void> {
    this.abort.abort()
    this.abort = new AbortController()
    const { query } = this
    const { signal } = this.abort
    this.tell({ busy: true })
    try {
      const part = await this.ask(partQuery(query, block * BLOCK, BLOCK), signal)
      this.blocks.clear()
      this.asked.clear()
      this.keep(block * BLOCK, part.rows)
      this.mark = Math.max(this.mark, part.mark)
      this.tell({ total: part.total ?? 0, busy: false, problem: null, outdated: false })
      this.want(this.wanted.first, this.wanted.last)
    } catch (error) {
      if (!isAbort(error)) this.tell({ busy: false, problem: messageOf(error) })
    }
  }

  /** What the server drew the page with, when it is newer than what is here. */
  adopt(query: string, part: SheetPart): void {
    if (query !== this.query || part.mark <= this.mark) return
    this.blocks.clear()
    this.keep(0, part.rows)
    this.mark = part.mark
    this.tell({ total: part.total ?? 0, busy: false, outdated: false })
    this.want(this.wanted.first, this.wanted.last)
  }

  // ───────────── changes ─────────────

  /** A row as it is now; older versions than what is here are ignored. */
  put(row: SheetRow): void {
    const index = this.indexOf(row.id)
    if (index === null) return
    const block = Math.floor(index / BLOCK)
    const rows = this.blocks.get(block)
    const before = rows?.[index % BLOCK]
    if (!rows || !before || before.version > row.version) return
    this.blocks.set(
      block,
      rows.map((one) => (one.id === row.id ? row : one)),
    )
    this.tell()
  }

  /** What others did: rows that are here are read again and shown where they stand; the order stays as it is. */
  async hear(news: SheetNews, me: string): Promise<RowNews[]> {
    if (news.mark <= this.mark) return []
    this.mark = news.mark
    const here = news.rows.filter((row) => this.indexOf(row.id) !== null)
    const others = here.filter((row) => row.by !== me)
    const ids = news.unnamed ? this.inSight() : here.map((row) => row.id)
    if (ids.length > 0) await this.reread(ids, new Set(others.map((row) => row.id)))
    const outdated =
      this.state.outdated || (news.reordered && (news.rows.length === 0 || news.rows.some((row) => row.by !== me)))
    this.tell({ outdated })
    return others
  }

  private inSight(): string[] {
    const { first, last } = this.wanted
    return Array.from({ length: last - first + 1 }, (_, i) => this.rowAt(first + i)?.id).filter(
      (id) => id !== undefined,
    )
  }

  private async reread(ids: readonly string[], flashing: ReadonlySet<string>): Promise<void> {
    const part = await this.ask(`?ids=${ids.join(',')}`, this.abort.signal).catch(() => null)
    if (!part) return
    const until = Date.now() + FLASH_MS
    for (const row of part.rows) {
      const before = this.find(row.id)
      // A check changes its result without a new version of the row.
      if (!before || JSON.stringify(before) === JSON.stringify(row)) continue
      if (flashing.has(row.id)) this.flashes.set(row.id, until)
      this.put(row)
    }
    setTimeout(() => this.endFlashes(), FLASH_MS + 50)
  }

  private endFlashes(): void {
    const now = Date.now()
    for (const [id, until] of this.flashes) if (until <= now) this.flashes.delete(id)
    this.tell()
  }

  readonly isFlashed = (row: { id: string }): boolean => this.flashes.has(row.id)

  // ───────────── cells on their way ─────────────

  setPending(id: string, field: string, cell: PendingCell | null): void {
    const { [field]: _before, ...others } = this.pending.get(id) ?? {}
    const next = cell ? { ...others, [field]: cell } : others
    if (Object.keys(next).length > 0) this.pending.set(id, next)
    else this.pending.delete(id)
    this.tell()
  }

  pendingOf(id: string): Record<string, PendingCell> | undefined {
    return this.pending.get(id)
  }
}

function partQuery(query: string, from: number, take: number): string {
  const params = new URLSearchParams(query)
  params.set('from', String(from))
  params.set('take', String(take))
  return `?${params}`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
