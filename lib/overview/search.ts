import { listRequests as listSignOffs } from '../approvals/queries'
import { listContacts } from '../contacts/queries'
import { listEvents } from '../deliveries/list-events'
import { listEntryPointPage } from '../entry-points/queries'
import { listHandles } from '../handles/list-handles'
import { listSystems } from '../inputs/systems'
import { listRequests } from '../policy/requests'
import { type Actor, can } from '../server/actor'

/** One thing the command menu found. Carries no identifier value: the link leads to where it may be seen. */
export type Hit = { id: string; group: string; label: string; hint?: string; href: string }

const PER_ROOM = 5
const SLICE = { skip: 0, take: PER_ROOM, dir: 'asc' } as const

async function contacts(actor: Actor, q: string): Promise<Hit[]> {
  const found = await listContacts(actor, { ...SLICE, sort: 'name', filters: { q } })
  if (!found.ok) return []
  return found.value.rows.map(({ id, name, crmContactId, provisional }) => {
    const hint = crmContactId ?? (provisional ? 'provisional' : undefined)
    return {
      id,
      group: 'Contacts',
      label: name ?? crmContactId ?? 'Contact without a name',
      hint,
      href: `/contacts/${id}`,
    }
  })
}

async function entryPoints(actor: Actor, q: string): Promise<Hit[]> {
  if (!can(actor, 'entry-points:read')) return []
  const filters = { q, archived: false }
  const { rows } = await listEntryPointPage(actor, { ...SLICE, sort: 'name', filters })
  return rows.map(({ id, name, location }) => ({
    id,
    group: 'Entry points',
    label: name,
    hint: location ?? undefined,
    href: `/entry-points/${id}`,
  }))
}

async function events(actor: Actor, q: string): Promise<Hit[]> {
  if (!can(actor, 'deliveries:read')) return []
  const { rows } = await listEvents(actor, { q }, { ...SLICE, sort: 'received', dir: 'desc' })
  return rows.map(({ id, what, outcome, because }) => ({
    id,
    group: 'Deliveries',
    label: `${what}, ${outcome}`,
    hint: because,
    href: `/deliveries/${id}`,
  }))
}

async function handleRequests(actor: Actor, q: string): Promise<Hit[]> {
  if (!can(actor, 'policy:read')) return []
  const { rows } = await listRequests(actor, { ...SLICE, sort: 'name', filter: { q } })
  return rows.map(({ id, name, state }) => ({
    id,
    group: 'Naming policy',
    label: `@${name}`,
    hint: `request, ${state}`,
    href: `/policy/requests/${id}`,
  }))
}

async function handles(actor: Actor, q: string): Promise<Hit[]> {
  const found = await listHandles(actor, { ...SLICE, sort: 'number', filter: { q } })
  if (!found.ok) return []
  return found.value.rows.map(({ id, name, number }) => {
    return { id, group: 'Handles', label: name ? `@${name}` : number, hint: number, href: `/handles/${id}` }
  })
}

async function systems(actor: Actor, q: string): Promise<Hit[]> {
  if (!can(actor, 'inputs:read')) return []
  const { rows } = await listSystems(actor, { ...SLICE, sort: 'name', filter: { q } })
  return rows.map(({ id, system, dependsHow }) => {
    return { id, group: 'Inputs', label: system, hint: dependsHow, href: `/inputs/systems?open=${id}` }
  })
}

async function signOffs(actor: Actor, q: string): Promise<Hit[]> {
  const found = await listSignOffs(actor, { ...SLICE, sort: 'title', filter: { q } })
  if (!found.ok) return []
  return found.value.rows.map(({ id, title, state }) => {
    return { id, group: 'Approvals', label: title, hint: state, href: `/approvals/${id}` }
  })
}

/** Finds people, places and events by words, ids and identifiers in any spelling. */
export async function searchEverything(actor: Actor, words: string): Promise<Hit[]> {
  const q = words.trim().slice(0, 200)
  if (q.length < 2) return []
  const found = await Promise.all([
    contacts(actor, q),
    entryPoints(actor, q),
    handles(actor, q),
    handleRequests(actor, q),
    signOffs(actor, q),
    systems(actor, q),
    events(actor, q),
  ])
  return found.flat()
}
