import { expect, test } from 'vitest'
import { writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { liveStream } from './live-stream'
import { seedEvent } from './testing/seed-events'

async function watcher(workspaceId: string): Promise<MemberActor> {
  const actor = (await seedMember(workspaceId, ['viewer'])) as MemberActor
  const now = new Date()
  const data = { id: actor.sessionId, userId: actor.userId, workspaceId, lastSeenAt: now }
  await writeTransaction((tx) => tx.session.create({ data: { ...data, expiresAt: new Date(now.getTime() + 60_000) } }))
  return actor
}

/** Reads server-sent events until one satisfies the condition, or the stream ends. */
async function readUntil(stream: ReadableStream<Uint8Array>, done: (text: string) => boolean): Promise<string> {
  const reader = stream.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done: ended, value } = await reader.read()
    if (ended) return text
    text += decoder.decode(value)
    if (done(text)) {
      await reader.cancel()
      return text
    }
  }
}

const marksOf = (text: string): string[] => [...text.matchAll(/"mark":"([^"]+)"/g)].flatMap((match) => match[1] ?? [])

test('an event that arrives changes the mark within a moment', async () => {
  const workspaceId = await seedWorkspace()
  const stream = liveStream(await watcher(workspaceId), new AbortController().signal)
  const number = await seedNumber(workspaceId)
  await seedEvent(number, workspaceId)
  const text = await readUntil(stream, (soFar) => new Set(marksOf(soFar)).size > 1)
  expect(new Set(marksOf(text)).size).toBe(2)
})

test('the stream says so and closes when the session is over', async () => {
  const workspaceId = await seedWorkspace()
  const actor = await watcher(workspaceId)
  const stream = liveStream(actor, new AbortController().signal)
  await writeTransaction((tx) =>
    tx.session.update({ where: { id: actor.sessionId }, data: { endedAt: new Date(), endedReason: 'signed-out' } }),
  )
  expect(await readUntil(stream, () => false)).toMatch(/event: ended\ndata: \{\}\n\n$/)
})
