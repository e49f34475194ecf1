/** The text a link of the chain signs, and the canonical form of its detail. Pure; the key lives in lib/server/keys.ts. */
export type ChainFields = {
  workspaceId: string
  seq: number
  at: Date
  actorKind: string
  actorId: string | null
  action: string
  subjectKind: string
  subjectId: string | null
  correlationId: string | null
  origin: string | null
  detailHash: string
  prevHash: string
}

/** `prevHash` of the first entry of every workspace. */
export const GENESIS = '0'.repeat(64)

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key] ?? null)]),
  )
}

/** Plain JSON without what Postgres cannot keep in jsonb (NUL, lone surrogates). Dates become ISO text. */
export function storableJson(value: unknown): Json {
  const text = JSON.stringify(value ?? null)
  return JSON.parse(text.replaceAll('\\u0000', '\\ufffd').replace(/\\ud[89a-f][0-9a-f]{2}/gi, '\\ufffd')) as Json
}

/** Keys in order, so that the same detail has the same text whichever database kept it. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(storableJson(value)))
}

export function linkText(fields: ChainFields): string {
  return canonicalJson({ ...fields, at: fields.at.getTime() })
}

export function detailText(salt: string, detail: unknown): string {
  return `${salt}\n${canonicalJson(detail)}`
}
