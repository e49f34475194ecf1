import { encodeSession, sessionCookieName } from '@/lib/server/session-cookie'
import { openSql } from '@/lib/server/sql'
import type { Installation } from './installation'

/** A signed-in member with the roles of several people, as the Cookie header of a browser. Written as rows, because the environment of this process belongs to no installation. */
export async function signIn({ databaseUrl, workspaceId }: Installation): Promise<string> {
  const sql = openSql(databaseUrl)
  const now = new Date()
  const expiresAt = new Date(now.getTime() + 86_400_000)
  const email = 'bench@example.test'
  await sql.transaction(async (tx) => {
    await tx.run('INSERT INTO "User" ("id","email","emailKey","name","updatedAt") VALUES (?,?,?,?,?)', [
      'usr_bench',
      email,
      email,
      'Bench Person',
      now,
    ])
    await tx.run('INSERT INTO "Member" ("id","workspaceId","userId","updatedAt") VALUES (?,?,?,?)', [
      'mem_bench',
      workspaceId,
      'usr_bench',
      now,
    ])
    for (const role of ['admin', 'developer', 'crm_owner', 'marketing']) {
      await tx.run('INSERT INTO "MemberRole" ("memberId","workspaceId","role") VALUES (?,?,?)', [
        'mem_bench',
        workspaceId,
        role,
      ])
    }
    await tx.run(
      'INSERT INTO "Session" ("id","userId","workspaceId","lastSeenAt","expiresAt","address") VALUES (?,?,?,?,?,?)',
      ['ses_bench', 'usr_bench', workspaceId, now, expiresAt, '127.0.0.1'],
    )
  })
  await sql.close()
  return `${sessionCookieName()}=${await encodeSession('ses_bench')}`
}

export type PageUse = { stop: () => Promise<{ pages: number; failed: number; medianMs: number }> }

/** Opens one page after the other, as two or three people at work do, until stopped. */
export function openPages(url: string, cookie: string, everyMs: number): PageUse {
  const paths = ['/overview', '/deliveries', '/contacts', '/entry-points', '/routing']
  const times: number[] = []
  let failed = 0
  let stopped = false
  const using = (async () => {
    for (let i = 0; !stopped; i += 1) {
      const from = performance.now()
      const answer = await fetch(`${url}${paths[i % paths.length]}`, { headers: { cookie }, redirect: 'manual' })
      await answer.arrayBuffer()
      if (answer.status === 200) times.push(performance.now() - from)
      else failed += 1
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
  })()
  return {
    async stop() {
      stopped = true
      await using
      const sorted = times.toSorted((a, b) => a - b)
      return { pages: times.length, failed, medianMs: Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0) }
    },
  }
}
