import path from 'node:path'
import { expect } from 'vitest'
import type { z } from 'zod'
import { createToken } from '@/lib/members/tokens'
import { type Actor, systemActor } from '@/lib/server/actor'
import type { ApiHandler } from '@/lib/server/api-route'
import { db } from '@/lib/server/db'
import { PERMISSIONS } from '@/lib/server/permissions'
import { seedWorkspace } from '@/lib/server/testing/seed'
import type { ApiCall } from '../call'
import { apiErrorSchema } from '../shapes'

/** Everything a token can be given, one by one. */
export const ALL_SCOPES: readonly string[] = Object.keys(PERMISSIONS)

export type ApiWorld = { workspaceId: string; otherId: string; actor: Actor; token: string; masked: string }

/** Makes a token of a workspace with these scopes. */
export async function seedToken(workspaceId: string, scopes: string[]): Promise<{ id: string; token: string }> {
  const made = await createToken(systemActor(workspaceId, 'cli'), { name: 'CRM sync', scopes })
  if (!made.ok) throw new Error(made.code)
  return made.value
}

/** A workspace with one token for everything and one that gets masked values, and a second workspace beside it. */
export async function seedApiWorld(): Promise<ApiWorld> {
  const workspaceId = await seedWorkspace('Larch & Loam')
  const otherId = await seedWorkspace('Another house')
  const { token } = await seedToken(workspaceId, ['*'])
  const masked = await seedToken(
    workspaceId,
    ALL_SCOPES.filter((scope) => scope !== 'identity:reveal'),
  )
  return { workspaceId, otherId, actor: systemActor(workspaceId, 'cli'), token, masked: masked.token }
}

export type Sent = {
  token?: string | undefined
  query?: Record<string, string | number | undefined> | URLSearchParams
  params?: Record<string, string>
  json?: unknown
  text?: string
  bytes?: Uint8Array
  type?: string
  headers?: Record<string, string>
}

function queryOf(query: Sent['query']): string {
  if (query instanceof URLSearchParams) return `?${query}`
  const given = Object.entries(query ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, String(value)]],
  )
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

/** The request of a client, as Next.js hands it to a route. */
function requestOf(call: Pick<ApiCall, 'method' | 'path'>, sent: Sent = {}): Request {
  const body = sent.bytes ?? sent.text ?? (sent.json === undefined ? undefined : JSON.stringify(sent.json))
  // Each call comes from an address of its own: wrong tokens are counted by address, and a test tries many of them.
  const headers = new Headers({ 'x-handrail-address': `${call.method} ${call.path}`.slice(0, 60), ...sent.headers })
  if (sent.token) headers.set('authorization', `Bearer ${sent.token}`)
  if (body !== undefined) headers.set('content-type', sent.type ?? 'application/json')
  const where = call.path.replace(/\{(\w+)\}/g, (_, name: string) => sent.params?.[name] ?? 'none')
  const url = `http://localhost:3000/api/v1${where}${queryOf(sent.query)}`
  return new Request(url, { method: call.method, headers, ...(body === undefined ? {} : { body: body as BodyInit }) })
}

export const API_ROOT = path.resolve(import.meta.dirname, '../../../app/api/v1')

/** The route file of a call: folders are the path, `{id}` is `[id]`. */
export function routeFileOf(call: Pick<ApiCall, 'path'>): string {
  return path.join(API_ROOT, call.path.replace(/\{(\w+)\}/g, '[$1]'), 'route.ts')
}

export async function routeOf(call: Pick<ApiCall, 'path'>): Promise<Record<string, ApiHandler>> {
  return (await import(/* @vite-ignore */ routeFileOf(call))) as Record<string, ApiHandler>
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the server answered.
export type Answered = { status: number; headers: Headers; body: any }

/** Sends a request to the route of a call and reads the answer, which must be what the document says it is. */
export async function send(call: ApiCall, sent: Sent = {}): Promise<Answered> {
  const handler = (await routeOf(call))[call.method]
  if (!handler) throw new Error(`${call.path} has no handler for ${call.method}`)
  const params = call.path.includes('{') ? (sent.params ?? {}) : {}
  const response = await handler(requestOf(call, sent), { params: Promise.resolve(params) })
  const body = await response.json()
  const documented: z.ZodType = response.ok ? call.answer : apiErrorSchema
  if (response.ok) expect(response.status).toBe(call.status)
  // Parsing drops what is not described, so an undocumented field is a difference, too.
  expect(documented.parse(body)).toEqual(body)
  expect(response.headers.get('cache-control')).toBe('no-store')
  return { status: response.status, headers: response.headers, body }
}

/** Everything a list answers, page by page. */
export async function walk(call: ApiCall, sent: Sent & { between?: () => Promise<unknown> }) {
  const items: Record<string, unknown>[] = []
  let cursor: string | undefined
  for (let page = 0; page < 1_000; page += 1) {
    const { body } = await send(call, { ...sent, query: { ...(sent.query as Record<string, string>), cursor } })
    items.push(...body.items)
    if (body.nextCursor === null) return items
    cursor = body.nextCursor
    await sent.between?.()
  }
  throw new Error('The list never ends.')
}

/** The audit events of a workspace with one action, oldest first. */
export function auditOf(workspaceId: string, action: string) {
  return db.auditEvent.findMany({ where: { workspaceId, action }, orderBy: { seq: 'asc' } })
}
