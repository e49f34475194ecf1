import { foldWord } from './kinds'
import type { EntryOwner } from './schema'

/** The people and waves a row may point to. */
export type OwnerReference = { id: string; name: string; email: string; disabled: boolean }
export type WaveReference = { id: string; number: number; name: string; state: string }
export type References = { members: readonly OwnerReference[]; waves: readonly WaveReference[] }

export type OwnerColumns = { ownerMemberId: string | null; ownerName: string | null }

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
}

/** A name two members share names neither of them, so it stays text. */
function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined
}

/** Who a text names: a member by id, e-mail or name, otherwise a person without an account, kept as text. */
export function resolveOwner(text: string | null, members: readonly OwnerReference[]): OwnerColumns {
  if (!text) return { ownerMemberId: null, ownerName: null }
  const wanted = fold(text)
  const active = members.filter((member) => !member.disabled)
  const member =
    members.find((one) => one.id === text) ??
    active.find((one) => fold(one.email) === wanted) ??
    onlyOne(active.filter((one) => fold(one.name) === wanted))
  return member ? { ownerMemberId: member.id, ownerName: member.name } : { ownerMemberId: null, ownerName: text }
}

/** How an owner is shown: the member's present name, or the text. */
export function ownerOf(columns: OwnerColumns, members: ReadonlyMap<string, { name: string }>): EntryOwner | null {
  if (columns.ownerMemberId) {
    const name = members.get(columns.ownerMemberId)?.name ?? columns.ownerName ?? 'A former member'
    return { memberId: columns.ownerMemberId, name }
  }
  return columns.ownerName ? { memberId: null, name: columns.ownerName } : null
}

/** "2", "Wave 2", "wave-2" and "W2" name a wave by number. */
export function waveNumberIn(text: string): number | undefined {
  const match = /^(?:wave|w)?(\d{1,4})$/.exec(foldWord(text))
  const number = Number(match?.[1])
  return number >= 1 ? number : undefined
}

/** The wave a text names, by id, name or number; undefined when there is none, or when a name fits several. */
export function resolveWave<W extends WaveReference>(text: string, waves: readonly W[]): W | undefined {
  const byId = waves.find((wave) => wave.id === text)
  if (byId) return byId
  const byName = onlyOne(waves.filter((wave) => fold(wave.name) === fold(text)))
  if (byName) return byName
  const number = waveNumberIn(text)
  return number === undefined ? undefined : waves.find((wave) => wave.number === number)
}

/** The shortest text that `resolveWave` reads back as this wave: its name, or its number where the name is not its own. */
export function waveText(wave: WaveReference, waves: readonly WaveReference[]): string {
  return resolveWave(wave.name, waves)?.id === wave.id ? wave.name : String(wave.number)
}

/** The text that `resolveOwner` reads back as this owner: the name, or the e-mail where two members share the name. */
export function ownerText(owner: EntryOwner, members: readonly OwnerReference[]): string {
  const back = resolveOwner(owner.name, members)
  if (owner.memberId === null || back.ownerMemberId === owner.memberId) return owner.name
  return members.find((member) => member.id === owner.memberId)?.email ?? owner.name
}

const FINISHED = new Set(['done', 'rolled_back'])

/** The next two waves that are not finished, by number. */
export function nextWaves<W extends WaveReference>(waves: readonly W[]): W[] {
  return [...waves]
    .filter((wave) => !FINISHED.has(wave.state))
    .sort((a, b) => a.number - b.number)
    .slice(0, 2)
}
