import { sqlOf, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { insertRows, type NewRow } from '../bulk-store'
import { KINDS, RISKS, TEST_RESULTS } from '../kinds'
import { nameKeyOf } from '../rules'

/** The same numbers on every run, so that two measurements read the same sheet. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const PLACES = ['Home page', 'Till receipt', 'Window poster', 'Spring ad', 'Invoice footer', 'Plant label', 'Help page']
const TOWNS = ['Ashford', 'Birkdale', 'Carnforth', 'Dunmow', 'Evesham', 'Fakenham', 'Goole', 'Hexham', 'Ilkley']
const HANDLES = ['larkmoss', 'larkmoss.help', 'larkmoss.trade', 'larkmoss.plants']

export type ManyOwners = { memberIds: readonly string[]; waveIds: readonly string[] }

function makeRow(i: number, pick: (below: number) => number, { memberIds, waveIds }: ManyOwners): NewRow {
  const of = <T>(list: readonly T[]): T => list[pick(list.length)] as T
  const name = `${of(PLACES)} ${of(TOWNS)} ${String(i).padStart(6, '0')}`
  const member = memberIds.length > 0 && pick(4) > 0 ? of(memberIds) : null
  const day = new Date(Date.UTC(2026, 10, 1 + pick(150)))
  const risk = of(RISKS)
  return {
    id: newId('ep'),
    columns: {
      ...{ name, nameKey: nameKeyOf(name), kind: of(KINDS), risk, audience: null },
      location: pick(3) === 0 ? null : `https://shop.example/${of(TOWNS).toLowerCase()}/${i}`,
      currentDestination: `https://wa.me/4420794601${String(pick(90) + 10)}?text=Hello%20${i}`,
      newDestination: pick(8) === 0 ? null : `https://wa.me/${of(HANDLES)}`,
      ownerMemberId: member,
      ownerName: member === null ? (pick(2) === 0 ? null : `${of(TOWNS)} team`) : `Member ${memberIds.indexOf(member)}`,
      updateDate: pick(6) === 0 ? null : day.toISOString().slice(0, 10),
      waveId: waveIds.length > 0 && pick(5) > 0 ? of(waveIds) : null,
      rollbackPath: risk === 'digital_critical' && pick(3) > 0 ? 'Put the old link back in the page template.' : null,
      rollbackState: risk === 'printed' && pick(2) === 0 ? 'impossible' : 'open',
      leadDays: risk === 'printed' ? pick(40) : null,
      notes: pick(5) === 0 ? `Seen by the ${of(TOWNS)} team.\nAsk before it changes.` : null,
      ...{ testResult: of(TEST_RESULTS), testMessage: null, testedAt: null, archivedAt: null },
    },
  }
}

/** A big sheet, written set-wise and without audit events: for measuring, and for tests of what only size breaks. */
export async function seedMany(
  workspaceId: string,
  count: number,
  owners: Partial<ManyOwners> = {},
): Promise<string[]> {
  const pick = numbers(20_261_123)
  const given = { memberIds: owners.memberIds ?? [], waveIds: owners.waveIds ?? [] }
  const rows = Array.from({ length: count }, (_, i) => makeRow(i, pick, given))
  const origin = { workspaceId, importId: newId('imp'), createdById: null, now: new Date() }
  await writeTransaction((tx) => insertRows(sqlOf(tx), origin, rows))
  return rows.map((row) => row.id)
}
