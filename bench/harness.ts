import { cpus, totalmem } from 'node:os'

/**
 * What every row of the speed table has in common: contenders measured in turns in one run, the median of the rounds
 * with its least and greatest, and ratios, which hold better between machines than absolute numbers.
 */
export type Spread = { median: number; min: number; max: number; rounds: number[] }

export type RowResult = {
  name: string
  unit: string
  ours: number
  peers: Record<string, number>
  /** Ours divided by each peer. */
  ratios: Record<string, number>
  target: string
  met: boolean
  /** Least, greatest and every round, by contender. */
  spread: Record<string, Spread>
  /** Anything else worth keeping: counts, sizes, what was not part of the target. */
  notes?: Record<string, unknown>
}

export type Bench = {
  name: string
  /** One line for people: what is measured. */
  what: string
  run: (log: (line: string) => void) => Promise<RowResult[]>
}

export type Machine = { node: string; platform: string; cpu: string; cores: number; memoryGb: number; at: string }

export function machine(now = new Date()): Machine {
  const [first] = cpus()
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    at: now.toISOString(),
  }
}

/** The middle value, the lower of two middles: a number that was really measured. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Nearest-rank quantile; 0 for no values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0
}

export function spreadOf(rounds: readonly number[]): Spread {
  return { median: median(rounds), min: Math.min(...rounds), max: Math.max(...rounds), rounds: [...rounds] }
}

export type Contender = { name: string; measure: (round: number) => Promise<number> }

export type Contest = {
  name: string
  unit: string
  rounds: number
  ours: Contender
  peers: readonly Contender[]
  target: string
  isMet: (found: { ours: number; ratios: Record<string, number>; peers: Record<string, number> }) => boolean
  log: (line: string) => void
}

/** Every round measures every contender once, in turn, so that a slow minute of the machine touches all of them. */
export async function contest({ name, unit, rounds, ours, peers, target, isMet, log }: Contest): Promise<RowResult> {
  const all = [ours, ...peers]
  const values = new Map<string, number[]>(all.map((contender) => [contender.name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of turned(all, round)) {
      const value = await contender.measure(round)
      values.get(contender.name)?.push(value)
      log(`${name} round ${round + 1}/${rounds} ${contender.name}: ${format(value)} ${unit}`)
    }
  }
  const spread = Object.fromEntries([...values].map(([key, list]) => [key, spreadOf(list)]))
  const of = (contender: Contender): number => spread[contender.name]?.median ?? 0
  const peerValues = Object.fromEntries(peers.map((peer) => [peer.name, of(peer)]))
  const ratios = Object.fromEntries(peers.map((peer) => [peer.name, ratio(of(ours), of(peer))]))
  const met = isMet({ ours: of(ours), ratios, peers: peerValues })
  return { name, unit, ours: of(ours), peers: peerValues, ratios, target, met, spread }
}

/** A different contender begins each round. */
function turned<T>(list: readonly T[], by: number): T[] {
  const from = by % list.length
  return [...list.slice(from), ...list.slice(0, from)]
}

export function ratio(ours: number, theirs: number): number {
  return theirs === 0 ? 0 : Math.round((ours / theirs) * 1000) / 1000
}

/** A row whose target is a limit of its own and that has no peer. */
export function single(row: Omit<RowResult, 'peers' | 'ratios' | 'spread' | 'ours'> & { rounds: number[] }): RowResult {
  const { rounds, ...rest } = row
  const spread = spreadOf(rounds)
  return { ...rest, ours: spread.median, peers: {}, ratios: {}, spread: { ours: spread } }
}

export function format(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB')
  return String(Math.round(value * 100) / 100)
}

export function describe(row: RowResult): string {
  const { min, max } = row.spread.ours ?? { min: row.ours, max: row.ours }
  const peers = Object.entries(row.peers).map(
    ([name, value]) => `    ${name}: ${format(value)} ${row.unit}, ours is ${format(row.ratios[name] ?? 0)} times that`,
  )
  const head = `${row.met ? 'met   ' : 'MISSED'} ${row.name}: ${format(row.ours)} ${row.unit} (${format(min)} to ${format(max)})`
  return [head, ...peers, `    target: ${row.target}`].join('\n')
}
