import { resolveWave, type WaveReference, waveNumberIn } from './references'

/**
 * What to do with a wave that does not exist: `refuse` the row, plan waves that are given by `number` only ("4",
 * "Wave 4"), or plan `all` of them, a name getting the next free number.
 */
export type MissingWaves = 'refuse' | 'number' | 'all'

export type WaveBook = {
  /** The wave a text names, planned now if the rule allows it; undefined when the row has to be refused. */
  find(text: string): WaveReference | undefined
  /** Waves the import has to plan, in the order they were met. */
  planned(): WaveReference[]
  /** Texts that named no wave. */
  unknown(): string[]
}

const HIGHEST = 999

/** The waves of one import. `newId` makes the ids of planned ones, so that a dry run and a test can stay pure. */
export function openWaveBook(existing: readonly WaveReference[], missing: MissingWaves, newId: () => string): WaveBook {
  const waves = [...existing]
  const known = new Map<string, WaveReference | undefined>()
  const planned: WaveReference[] = []
  const unknown: string[] = []
  const nextNumber = () => Math.max(0, ...waves.map((wave) => wave.number)) + 1

  function plan(text: string): WaveReference | undefined {
    const number = waveNumberIn(text)
    const allowed = number === undefined ? missing === 'all' : missing !== 'refuse' && number <= HIGHEST
    if (!allowed) return undefined
    const name = number === undefined ? text : `Wave ${number}`
    const wave = { id: newId(), number: number ?? nextNumber(), name, state: 'planned' }
    waves.push(wave)
    planned.push(wave)
    return wave
  }

  function find(text: string): WaveReference | undefined {
    if (known.has(text)) return known.get(text)
    const found = resolveWave(text, waves) ?? plan(text)
    if (!found) unknown.push(text)
    known.set(text, found)
    return found
  }

  return { find, planned: () => planned, unknown: () => unknown }
}
