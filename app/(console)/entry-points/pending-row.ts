import type { Kind, Risk, RollbackState } from '@/lib/entry-points/kinds'
import type { SheetChoices } from '@/lib/entry-points/queries'
import type { SheetRow } from './sheet-row'
import type { PendingCell } from './sheet-store'

function apply(row: SheetRow, field: string, value: string, { owners, waves }: SheetChoices): SheetRow {
  switch (field) {
    case 'owner':
      return {
        ...row,
        owner: value ? (owners.find((one) => one.memberId === value) ?? { memberId: null, name: value }) : null,
      }
    case 'wave': {
      const wave = waves.find((one) => one.id === value)
      return { ...row, wave: wave ? { id: wave.id, number: wave.number, name: wave.name, state: wave.state } : null }
    }
    case 'kind':
      return { ...row, kind: value as Kind }
    case 'risk':
      return { ...row, risk: value as Risk }
    case 'rollbackState':
      return { ...row, rollbackState: value as RollbackState }
    case 'leadDays':
      return { ...row, leadDays: value === '' ? null : Number(value) }
    case 'name':
      return { ...row, name: value }
    default:
      return { ...row, [field]: value || null }
  }
}

/** A row as it looks with what is being saved, or was refused and is still here, in its cells. */
export function withPending(
  row: SheetRow,
  pending: Readonly<Record<string, PendingCell>> | undefined,
  choices: SheetChoices,
): SheetRow {
  if (!pending) return row
  return Object.entries(pending).reduce((shown, [field, cell]) => apply(shown, field, cell.value, choices), row)
}
