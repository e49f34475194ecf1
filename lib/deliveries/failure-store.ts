import { db, sqlOf } from '@/lib/server/db'
import { metaCodeOf } from './event-store'
import { WITH_META } from './failure'

/** Causes that are shown as "not understood", beside the failures and not among them. */
const NOT_FAILURES = `('field-not-understood','type-not-understood')`
/** Failures with a code from WhatsApp are told apart by it, looking through this many of the newest. */
const LOOK_THROUGH = 20_000

export type CauseCount = {
  errorCode: string
  metaCode: number | null
  count: number
  firstId: string
  lastId: string
  /** True when there are more than were looked through. */
  more: boolean
}

type CodeRow = { code: string; n: unknown; first: string; last: string }
type MetaRow = { meta: string | null; n: unknown; first: string; last: string }

/** Every code with its count and its first and last event, from the index alone. */
async function countsByCode(workspaceId: string): Promise<CodeRow[]> {
  return sqlOf(db).all<CodeRow>(
    `SELECT "errorCode" AS code, COUNT(*) AS n, MIN("id") AS first, MAX("id") AS last FROM "Event"
     WHERE "workspaceId" = ? AND "errorCode" IS NOT NULL AND "errorCode" NOT IN ${NOT_FAILURES} GROUP BY "errorCode"`,
    [workspaceId],
  )
}

async function countsByMetaCode(workspaceId: string, { code, n }: CodeRow): Promise<CauseCount[]> {
  const sql = sqlOf(db)
  const rows = await sql.all<MetaRow>(
    `SELECT meta, COUNT(*) AS n, MIN("id") AS first, MAX("id") AS last FROM (
       SELECT "id", ${metaCodeOf(sql)} AS meta FROM "Event" WHERE "workspaceId" = ? AND "errorCode" = ?
       ORDER BY "id" DESC LIMIT ${LOOK_THROUGH}) AS newest GROUP BY meta`,
    [workspaceId, code],
  )
  const more = Number(n) > LOOK_THROUGH
  return rows.map((row) => ({
    errorCode: code,
    metaCode: Number(row.meta) > 0 ? Number(row.meta) : null,
    count: Number(row.n),
    firstId: row.first,
    lastId: row.last,
    more,
  }))
}

/** Failures counted by cause. */
export async function countCauses(workspaceId: string): Promise<CauseCount[]> {
  const codes = await countsByCode(workspaceId)
  const groups = await Promise.all(
    codes.map(async (row): Promise<CauseCount[]> => {
      if (WITH_META.includes(row.code)) return countsByMetaCode(workspaceId, row)
      return [
        {
          errorCode: row.code,
          metaCode: null,
          count: Number(row.n),
          firstId: row.first,
          lastId: row.last,
          more: false,
        },
      ]
    }),
  )
  return groups.flat()
}

/** When events were received, and with which details they failed. */
export type Instance = { receivedAt: Date; errorArgs: Record<string, unknown> | null }

export async function instancesOf(workspaceId: string, ids: string[]): Promise<Map<string, Instance>> {
  const rows = await db.event.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, receivedAt: true, errorArgs: true },
  })
  return new Map(
    rows.map(({ id, receivedAt, errorArgs }) => [id, { receivedAt, errorArgs: errorArgs as Instance['errorArgs'] }]),
  )
}
