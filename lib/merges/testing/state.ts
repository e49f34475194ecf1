import { db } from '@/lib/server/db'

/** Rows of these columns change with every write and say nothing about the person. */
const PASSING = new Set(['version', 'updatedAt', 'decidedAt', 'decidedById'])

const byId = { orderBy: { id: 'asc' } } as const

/** Everything a merge could touch, as text: equal before a merge and after its undoing. */
export async function stateOf(workspaceId: string): Promise<string> {
  const where = { workspaceId }
  const state = {
    contacts: await db.contact.findMany({ where, ...byId }),
    labels: await db.contactLabel.findMany({ where, orderBy: [{ contactId: 'asc' }, { label: 'asc' }] }),
    identifiers: await db.identifier.findMany({ where, ...byId }),
    threads: await db.thread.findMany({ where, ...byId }),
    keys: await db.threadKey.findMany({ where, ...byId }),
    messages: await db.message.findMany({ where, ...byId }),
    events: await db.event.findMany({ where, ...byId }),
    conflicts: await db.conflict.findMany({ where, ...byId }),
    pairs: await db.duplicatePair.findMany({ where, ...byId }),
  }
  return JSON.stringify(state, (key, value) => (PASSING.has(key) ? undefined : value), 1)
}

/** `thread destination` of every conversation. */
export async function repliesIn(workspaceId: string): Promise<string[]> {
  const threads = await db.thread.findMany({ where: { workspaceId }, ...byId })
  return threads.map(({ id, replyTo, replyRecipient }) => `${id} ${replyTo ?? replyRecipient ?? ''}`)
}
