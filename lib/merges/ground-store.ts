import type { Identifier } from '@/lib/identity/model'
import { type PersonGround, readPerson } from '@/lib/identity/person-ground'
import { type Db, sqlOf, type Tx } from '@/lib/server/db'
import type { Party } from './merge-rules'
import type { Fields, IdentifierState, SideState } from './model'

type Reader = Tx | Db

/** One of the two contacts, with everything a merge moves. */
export type Loaded = Party & PersonGround

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null

type ContactRow = Pick<Fields, 'name' | 'crmContactId' | 'language' | 'ownerMemberId' | 'provisional'> & {
  firstContactAt: Date | null
  lastContactAt: Date | null
}

export function fieldsOf(row: ContactRow): Fields {
  const { name, crmContactId, language, ownerMemberId, provisional, firstContactAt, lastContactAt } = row
  const dates = { firstContactAt: iso(firstContactAt), lastContactAt: iso(lastContactAt) }
  return { name, crmContactId, language, ownerMemberId, provisional, ...dates }
}

/** The contact with this id, whatever its state; undefined when the workspace has none, or it was erased. */
export async function loadParty(reader: Reader, workspaceId: string, id: string): Promise<Loaded | undefined> {
  const row = await reader.contact.findFirst({
    where: { id, workspaceId, state: { not: 'erased' } },
    include: { labels: { orderBy: { label: 'asc' } } },
  })
  if (!row) return undefined
  const ground = await readPerson(sqlOf(reader as Tx), workspaceId, id)
  const accounts = ground.identifiers.filter(
    (one) => one.kind === 'bsuid' && one.active && one.assurance === 'verified',
  )
  return {
    ...{ id, state: row.state, version: row.version, fields: fieldsOf(row) },
    labels: row.labels.map(({ label }) => label),
    activePortfolios: [...new Set(accounts.map(({ scope }) => scope))],
    ...ground,
  }
}

export function identifierState(row: Identifier): IdentifierState {
  return {
    id: row.id,
    standing: row.assurance,
    active: row.active,
    validTo: iso(row.validTo),
    endedReason: row.endReason ?? null,
    replacedById: row.replacedById ?? null,
  }
}

export function sideState({ id, fields, labels, identifiers, threads }: Loaded): SideState {
  return {
    ...{ id, fields, labels: [...labels] },
    identifiers: identifiers.map(identifierState),
    threads: threads.map((thread) => ({ id: thread.id, lastAt: thread.lastMessageAt.toISOString() })),
  }
}

/** The portfolio of each number of the workspace. */
export async function portfoliosOfNumbers(reader: Reader, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const numbers = await reader.businessNumber.findMany({
    where: { workspaceId },
    select: { id: true, portfolioId: true },
  })
  return new Map(numbers.map(({ id, portfolioId }) => [id, portfolioId]))
}
