import { randomBytes } from 'node:crypto'

/** Crockford base 32, as in the ULID specification (github.com/ulid/spec): no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The prefix of an id says what it names; a person who sees one in a log knows where to look. */
export type IdPrefix =
  | 'ws'
  | 'usr'
  | 'mem'
  | 'ses'
  | 'tok'
  | 'inv'
  | 'pf'
  | 'num'
  | 'con'
  | 'c'
  | 'idn'
  | 'th'
  | 'd'
  | 'ev'
  | 'msg'
  | 'cf'
  | 'dup'
  | 'mrg'
  | 'wf'
  | 'rr'
  | 'ep'
  | 'chk'
  | 'sch'
  | 'att'
  | 'wv'
  | 'fz'
  | 'step'
  | 'feed'
  | 'hd'
  | 'cand'
  | 'poll'
  | 'ans'
  | 'pol'
  | 'scn'
  | 'hr'
  | 'mac'
  | 'ds'
  | 'tp'
  | 'tc'
  | 'tgt'
  | 'lp'
  | 'rpt'
  | 'px'
  | 'tr'
  | 'rec'
  | 'sig'
  | 'pt'
  | 'inc'
  | 'apr'
  | 'vote'
  | 'aud'
  | 'ntf'
  | 'cmt'
  | 'ks'
  | 'vw'
  | 'imp'
  | 'row'
  | 'inp'
  | 'sys'
  | 'fms'
  | 'fld'
  | 'cvc'
  | 'own'
  | 'out'
  | 'owh'
  | 'ers'
  | 'job'
  | 'id'

/** Asking the system for ten bytes costs as much as asking for four thousand. */
const POOL_BYTES = 4_000
let pool: Buffer = Buffer.alloc(0)
let poolAt = 0

function freshRandom(): Buffer {
  if (poolAt + 10 > pool.length) {
    pool = randomBytes(POOL_BYTES)
    poolAt = 0
  }
  poolAt += 10
  return pool.subarray(poolAt - 10, poolAt)
}

let lastTime = 0
let lastRandom: Buffer = Buffer.alloc(10)

function encodeTime(time: number): string {
  let rest = time
  let out = ''
  for (let i = 0; i < 10; i += 1) {
    out = ALPHABET.charAt(rest % 32) + out
    rest = Math.floor(rest / 32)
  }
  return out
}

function encodeRandom(bytes: Buffer): string {
  let out = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      out += ALPHABET.charAt((value >>> bits) & 31)
    }
    value &= (1 << bits) - 1
  }
  return out
}

function incremented(bytes: Buffer): Buffer {
  const next = Buffer.from(bytes)
  for (let i = next.length - 1; i >= 0; i -= 1) {
    const byte = next[i] ?? 0
    if (byte < 255) {
      next[i] = byte + 1
      return next
    }
    next[i] = 0
  }
  return next
}

/**
 * A new id: `<prefix>_<26 characters>`, a ULID (48 bits of time, 80 of randomness), monotonic inside one process,
 * so ordering by id is ordering by creation and an index on it stays compact.
 */
export function newId(prefix: IdPrefix, now: number = Date.now()): string {
  const time = Math.max(now, lastTime)
  lastRandom = time === lastTime ? incremented(lastRandom) : freshRandom()
  lastTime = time
  return `${prefix}_${encodeTime(time)}${encodeRandom(lastRandom)}`
}
