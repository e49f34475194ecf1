import { z } from 'zod'
import type { Permission } from '@/lib/server/permissions'

/**
 * One call of the public API, described once: the route reads its input with these schemas and the OpenAPI document is
 * generated from them, so that the two can never disagree.
 */
export type ApiCall<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  A extends z.ZodType = z.ZodType,
> = {
  /** `operationId` of the document. */
  id: string
  method: ApiMethod
  /** Below `/api/v1`, with `{id}` for what varies. */
  path: string
  /** The scope a token needs; null for the few calls that are public. */
  permission: Permission | null
  summary: string
  description?: string
  params: P
  query: Q
  body: ApiBody<B> | null
  answer: A
  /** 200 unless something was made. */
  status: 200 | 201 | 202
  /** Whether an edit must say which version it is based on (`If-Match`), and answers carry one (`ETag`). */
  versioned: boolean
  /** Refusals beyond those every call has, by status. */
  refusals: Readonly<Record<number, string>>
}

type ApiMethod = 'GET' | 'POST' | 'PATCH'

export type BodyType = 'application/json' | 'application/x-ndjson' | 'text/csv'

export type ApiBody<B extends z.ZodType> = {
  schema: B
  types: readonly BodyType[]
  /** Bytes. */
  limit: number
  /** What the lines of an NDJSON body stand for; a line that is no JSON comes as its text. */
  fromLines?: (lines: unknown[]) => unknown
  /** Lines of an NDJSON body that the call takes; it refuses one more itself. */
  mostLines?: number
  /** How a CSV body looks, for the document. */
  csvDescription?: string
}

const NOTHING = z.strictObject({})
type Nothing = typeof NOTHING

type Given<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType> = Pick<
  ApiCall<P, Q, B, A>,
  'id' | 'method' | 'path' | 'permission' | 'summary' | 'answer'
> &
  Partial<Pick<ApiCall<P, Q, B, A>, 'description' | 'params' | 'query' | 'body' | 'status' | 'versioned' | 'refusals'>>

export function defineCall<
  A extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = z.ZodUndefined,
>(given: Given<P, Q, B, A>): ApiCall<P, Q, B, A> {
  // Without a schema of its own a part takes nothing, which is what its type parameter defaults to.
  const nothing = NOTHING as unknown
  return {
    body: null,
    status: 200,
    versioned: false,
    refusals: {},
    ...given,
    params: given.params ?? (nothing as P),
    query: given.query ?? (nothing as Q),
  }
}

const MEGABYTE = 1_048_576

/** A JSON body of at most one megabyte, which is far more than any single record. */
export function jsonBody<B extends z.ZodType>(schema: B): ApiBody<B> {
  return { schema, types: ['application/json'], limit: MEGABYTE }
}

export function megabytes(count: number): number {
  return count * MEGABYTE
}
