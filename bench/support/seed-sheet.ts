/**
 * Fills the workspace of a benchmark with entry points, waves and owners. A process of its own, because the database a
 * process works on is read once from its environment: node --import tsx bench/support/seed-sheet.ts <workspace> <rows>
 */
import { seedMany } from '@/lib/entry-points/testing/seed-many'
import { closeDb, db } from '@/lib/server/db'

const [workspaceId = '', rows = '0'] = process.argv.slice(2)
const waves = Array.from({ length: 6 }, (_, i) => ({ id: `wave_bench_${i + 1}`, number: i + 1, name: `Wave ${i + 1}` }))
await db.wave.createMany({ data: waves.map((wave) => ({ ...wave, workspaceId })) })
const ids = await seedMany(workspaceId, Number(rows), {
  memberIds: ['mem_bench'],
  waveIds: waves.map((wave) => wave.id),
})
process.stdout.write(`${ids.length}\n`)
await closeDb()
