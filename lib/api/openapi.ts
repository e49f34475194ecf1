import { z } from 'zod'
import type { ApiBody, ApiCall } from './call'
import { apiErrorSchema } from './shapes'

/** JSON of the document; its shape is OpenAPI's, not ours. */
type Json = { [key: string]: unknown }

const VERSION = '1'

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // `format` says it for people and tools; the expression behind it is pages long.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
      // An answer may gain a field any day; a client that refuses unknown ones would break.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  }) as Json
  const { $schema: _dialect, '~standard': _standard, ...rest } = made
  return rest
}

function parametersOf(schema: z.ZodType, place: 'query' | 'path'): Json[] {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
}

const IF_MATCH: Json = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The version the change is based on, in quotation marks: `"3"`.',
  schema: { type: 'string' },
}

function contentOf(body: ApiBody<z.ZodType>): Json {
  const json = body.types.includes('application/json') ? schemaOf(body.schema, 'input') : undefined
  const described: Record<string, Json> = {
    'application/json': { schema: json },
    'application/x-ndjson': { schema: { type: 'string', description: 'One JSON value per line.' } },
    'text/csv': { schema: { type: 'string', description: body.csvDescription } },
  }
  return Object.fromEntries(body.types.map((type) => [type, described[type]]))
}

/** Refusals every call with a token can meet, then those of its kind. */
function commonRefusals(call: ApiCall): Readonly<Record<number, string>> {
  if (call.permission === null) return {}
  const refusals: Record<number, string> = {
    400: 'Some of the input cannot be used; `details.fields` names each field.',
    401: 'The token is missing, mistyped, revoked or has expired.',
    403: `The token does not have the scope ${call.permission}.`,
    429: 'Too many wrong tokens came from this address. Retry-After says when to try again.',
    500: 'A bug; `details.reference` finds it in the log.',
    503: 'The database is busy. Nothing was changed; Retry-After says when to try again.',
  }
  if (call.path.includes('{id}')) refusals[404] = 'There is no such record in this workspace.'
  if (call.body) {
    refusals[413] = 'The body is too large.'
    refusals[415] = 'The body is of another type, or compressed.'
  }
  return refusals
}

const ERROR_CONTENT = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }

function responsesOf(call: ApiCall): Json {
  const refusals = { ...commonRefusals(call), ...call.refusals }
  const headers = call.versioned
    ? { headers: { ETag: { description: 'The version of the row, in quotation marks.', schema: { type: 'string' } } } }
    : {}
  const answer = { 'application/json': { schema: schemaOf(call.answer, 'output') } }
  return {
    [call.status]: { description: call.status === 201 ? 'Made.' : 'Answered.', ...headers, content: answer },
    ...Object.fromEntries(
      Object.entries(refusals).map(([status, description]) => [status, { description, content: ERROR_CONTENT }]),
    ),
  }
}

function operationOf(call: ApiCall): Json {
  const parameters = [
    ...parametersOf(call.params, 'path'),
    ...parametersOf(call.query, 'query'),
    ...(call.versioned && call.method === 'PATCH' ? [IF_MATCH] : []),
  ]
  const scope = call.permission
  return {
    operationId: call.id,
    tags: [call.path.split('/')[1] ?? ''],
    summary: call.summary,
    ...(call.description ? { description: call.description } : {}),
    ...(scope === null ? { security: [] } : { security: [{ token: [] }], 'x-scope': scope }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(call.body ? { requestBody: { required: true, content: contentOf(call.body) } } : {}),
    responses: responsesOf(call),
  }
}

/** The OpenAPI 3.1 document of the calls, made from the very schemas the routes read with. */
export function openApiDocument(calls: readonly ApiCall[]): Json {
  const paths: Record<string, Json> = {}
  for (const call of calls) {
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: operationOf(call) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Handrail',
      version: VERSION,
      description:
        'Contacts, events, deliveries and entry points of one workspace: the workspace of the token. Identifiers are masked unless the token has the scope identity:reveal, and then each call is recorded in the audit log. Lists answer `{items, nextCursor}`; give `nextCursor` back as `cursor` until it is null.',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token made in Settings. Its scopes say what it may.' },
      },
      schemas: { Error: schemaOf(apiErrorSchema, 'output') },
    },
  }
}
