import { accountsOf } from './lineage'
import type { Destination, Identifier, Thread } from './model'
import type { WorkingSet } from './working-set'

/**
 * Where replies of a conversation go: to what it was opened with, and after a change of the account's identifiers to what
 * the account goes by today, because the old ones may soon reach a stranger (product.md section 4). Decided from the
 * history, so it is the same whether a change was heard of before or after the messages around it. Pure.
 */
export function replyOf(thread: Thread, portfolioId: string | undefined, ws: WorkingSet): Destination {
  const { contactId, destination } = thread
  if (!contactId || thread.inReview || destination.kind === 'group') return destination
  const rows = ws.identifiersOf(contactId)
  const living = livingBsuid(thread, portfolioId, ws)
  if (living) return { kind: 'bsuid', value: living.value }
  const mine = rows.filter((row) => row.kind === destination.kind && row.value === destination.value)
  const isOver = mine.length > 0 && mine.every((row) => isLeft(row, thread))
  if (!isOver) return destination
  const [phone, another] = rows.filter((row) => row.kind === 'phone' && row.active && row.assurance === 'verified')
  return phone && !another ? { kind: 'phone', value: phone.value } : destination
}

const LEFT_BY = ['number-changed', 'rotated', 'passed-on']

/** Left by a change or by a decision; that an identifier was only glimpsed says nothing about the conversation. */
function isLeft(row: Identifier, thread: Thread): boolean {
  if (row.active || !row.validTo || !row.endReason) return false
  return LEFT_BY.includes(row.endReason) && row.validTo >= thread.openedAt
}

/** The phone the conversation leads to is somebody else's by now, though the account stayed what it was. */
function isPassedOn(thread: Thread, ws: WorkingSet): boolean {
  if (!leadsToLeftPhone(thread, ws)) return false
  return ws
    .identifiersOf(thread.contactId ?? '')
    .some(
      ({ kind, value, endReason }) =>
        kind === 'phone' && value === thread.destination.value && endReason === 'passed-on',
    )
}

/** True when a phone it leads to is no longer the contact's and nothing else is known: an answer would reach a stranger. */
export function leadsToStranger(thread: Thread, portfolioId: string | undefined, ws: WorkingSet): boolean {
  const { destination } = thread
  return isPassedOn(thread, ws) && replyOf(thread, portfolioId, ws).value === destination.value
}

/** The BSUID the account of the thread goes by today, if the account changed since the thread was opened. */
function livingBsuid(thread: Thread, portfolioId: string | undefined, ws: WorkingSet): Identifier | undefined {
  const rows = ws.identifiersOf(thread.contactId ?? '').filter((row) => row.kind === 'bsuid')
  const accounts = accountsOf(rows.filter((row) => portfolioId === undefined || row.scope === portfolioId))
  const keys = ws.keysOf(thread.id).filter((key) => key.kind === 'bsuid')
  const named = accounts.filter((account) => account.some((row) => keys.some((key) => key.matchKey === row.matchKey)))
  // A thread that never showed a BSUID follows its phone, once that is left, to the only account there is.
  const [only, another] = portfolioId === undefined ? [] : accounts
  const followed = named.length > 0 ? named : only && !another && leadsToLeftPhone(thread, ws) ? [only] : []
  return followed
    .filter((account) => account.some((row) => isLeft(row, thread)) || isPassedOn(thread, ws))
    .flatMap((account) => account.filter((row) => row.active))
    .sort((a, b) => b.validFrom.getTime() - a.validFrom.getTime())[0]
}

function leadsToLeftPhone(thread: Thread, ws: WorkingSet): boolean {
  const { contactId = '', destination } = thread
  if (destination.kind !== 'phone') return false
  const mine = ws.identifiersOf(contactId).filter((row) => row.kind === 'phone' && row.value === destination.value)
  return mine.length > 0 && mine.every((row) => isLeft(row, thread))
}
