import { KINDS, type Kind } from './kinds'

/** The kinds nobody may forget: every one but "other", which has no end. */
export const ASKED_KINDS = KINDS.filter((kind): kind is Exclude<Kind, 'other'> => kind !== 'other')
export type AskedKind = (typeof ASKED_KINDS)[number]

export type NoneSaid = { id: string; kind: string; byName: string; at: string; note: string | null }

/** `listed`: rows exist. `none`: a named person says there are none. `open`: nobody has said anything yet. */
export type KindCoverage = { kind: AskedKind; rows: number } & (
  | { state: 'listed'; said: null }
  | { state: 'open'; said: null }
  | { state: 'none'; said: NoneSaid }
)

/** Rows count more than what somebody said: a row that was added later overtakes "there are none". */
export function coverKinds(rows: ReadonlyMap<string, number>, said: readonly NoneSaid[]): KindCoverage[] {
  return ASKED_KINDS.map((kind): KindCoverage => {
    const count = rows.get(kind) ?? 0
    const none = said.find((one) => one.kind === kind)
    if (count > 0) return { kind, rows: count, state: 'listed', said: null }
    return none ? { kind, rows: 0, state: 'none', said: none } : { kind, rows: 0, state: 'open', said: null }
  })
}

/** The kinds nobody has accounted for. */
export function openKinds(coverage: readonly KindCoverage[]): AskedKind[] {
  return coverage.filter(({ state }) => state === 'open').map(({ kind }) => kind)
}
