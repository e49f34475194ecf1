import { type ChainFields, detailText, GENESIS, linkText } from './chain'

/** Decides whether entries continue a chain. Pure: the keyed hash is an argument. */
export type ChainEntry = ChainFields & {
  id: string
  detail: unknown
  detailSalt: string
  erasedAt: Date | null
  hash: string
}

export type Reason =
  | 'missing-entry'
  | 'order'
  | 'entry-altered'
  | 'detail-altered'
  | 'tail-cut'
  | 'head-altered'
  | 'older-than-checkpoint'
  | 'rebuilt'

export type Broken = { seq: number; id: string | null; reason: Reason }
export type Position = { seq: number; hash: string }
export const START: Position = { seq: 0, hash: GENESIS }

type Hash = (text: string) => string

/** Checks one page of entries, in order of seq, against the position before it. */
export function checkEntries(
  entries: ChainEntry[],
  before: Position,
  hash: Hash,
): { broken?: Broken; position: Position } {
  let position = before
  for (const entry of entries) {
    const broken = checkEntry(entry, position, hash)
    if (broken) return { broken, position }
    position = { seq: entry.seq, hash: entry.hash }
  }
  return { position }
}

function checkEntry(entry: ChainEntry, before: Position, hash: Hash): Broken | undefined {
  const at = { seq: entry.seq, id: entry.id }
  if (entry.seq !== before.seq + 1) return { seq: before.seq + 1, id: null, reason: 'missing-entry' }
  if (entry.prevHash !== before.hash) return { ...at, reason: 'order' }
  const { workspaceId, seq, actorKind, actorId, action, subjectKind, subjectId, correlationId, origin } = entry
  const { detailHash, prevHash } = entry
  const said = {
    workspaceId,
    seq,
    at: entry.at,
    actorKind,
    actorId,
    action,
    subjectKind,
    subjectId,
    correlationId,
    origin,
  }
  if (hash(linkText({ ...said, detailHash, prevHash })) !== entry.hash) return { ...at, reason: 'entry-altered' }
  // An erased detail is gone on purpose; the link still covers its hash.
  const erased = entry.erasedAt !== null && entry.detail === null
  if (!erased && hash(detailText(entry.detailSalt, entry.detail)) !== detailHash)
    return { ...at, reason: 'detail-altered' }
  return undefined
}

/** After the last entry: the head must name it, and no checkpoint may know more. */
export function checkEnd(
  end: Position,
  head: Position | undefined,
  checkpoints: { seq: number; hash: string; found: string | undefined }[],
): Broken | undefined {
  for (const checkpoint of checkpoints) {
    if (checkpoint.seq > end.seq) return { seq: end.seq + 1, id: null, reason: 'older-than-checkpoint' }
    if (checkpoint.found !== checkpoint.hash) return { seq: checkpoint.seq, id: null, reason: 'rebuilt' }
  }
  if (!head) return end.seq === 0 ? undefined : { seq: end.seq, id: null, reason: 'head-altered' }
  if (head.seq > end.seq) return { seq: end.seq + 1, id: null, reason: 'tail-cut' }
  if (head.seq !== end.seq || head.hash !== end.hash) return { seq: end.seq, id: null, reason: 'head-altered' }
  return undefined
}

const WORDS: Record<Reason, string> = {
  'missing-entry': 'an entry is missing',
  order: 'an entry does not follow the one before it',
  'entry-altered': 'an entry was changed after it was written',
  'detail-altered': 'the details of an entry were changed after they were written',
  'tail-cut': 'entries at the end were removed',
  'head-altered': 'the head of the chain does not match its last entry',
  'older-than-checkpoint':
    'a checkpoint outside the database knows later entries: the end was cut, or an old copy was put back',
  rebuilt: 'a checkpoint outside the database knows another entry in this place: the chain was rebuilt',
}

export function brokenWords(broken: Broken): string {
  return `Entry ${broken.seq}: ${WORDS[broken.reason]}.`
}
