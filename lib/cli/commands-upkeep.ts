import { resetDemo } from '../../prisma/demo/load'
import { exportCheckpoints } from '../audit/checkpoint'
import { verifyAll } from '../audit/verify'
import { brokenWords } from '../audit/verify-rules'
import { env } from '../server/env'
import { openSql } from '../server/sql'
import type { Command } from './command'

export const auditVerify: Command = {
  summary:
    'Walks every audit chain, names the first broken entry of each, and exports a checkpoint when all are whole.',
  needsDatabase: true,
  async run(_given, output) {
    const sql = openSql(env().databaseUrl)
    try {
      const verdicts = await verifyAll(sql)
      for (const { workspaceId, entries, broken, checkpoints } of verdicts) {
        const words = broken
          ? `BROKEN. ${brokenWords(broken)}`
          : `whole, ${entries} entries, ${checkpoints} checkpoints`
        output.out(`${workspaceId}  ${words}`)
      }
      const broken = verdicts.filter((verdict) => verdict.broken).length
      if (broken === 0) await exportCheckpoints(sql)
      output.out(
        broken === 0 ? `${verdicts.length} chains verified.` : `${broken} of ${verdicts.length} chains are broken.`,
      )
      return broken === 0 ? 0 : 1
    } finally {
      await sql.close()
    }
  },
}

export const demoReset: Command = {
  summary: 'Removes the demo workspace and loads it anew. Other workspaces are left alone.',
  needsDatabase: true,
  async run(_given, output) {
    const { workspaceId } = await resetDemo()
    output.out(`The demo workspace was loaded anew: ${workspaceId}`)
    return 0
  },
}
