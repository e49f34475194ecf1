import { formatPhone } from '@/lib/shared/phone'
import { type MaskableKind, maskValue } from '@/lib/shared/text'
import type { EventRecord, StoredIdentifiers } from './event-record'

/** A cell of the identity strip as text: whether the payload carried it, and what may be shown of it. */
type CellText = { presence: 'present' | 'known' | 'missing'; value: string; missingText?: string }
export type StripCells = Record<'phone' | 'username' | 'bsuid' | 'number' | 'contact' | 'thread', CellText>

/** An active identifier of the contact, for what is on file but was not in this payload. */
export type OnFile = { kind: string; scope: string; value: string }

type Shown = { key: 'phone' | 'username' | 'bsuid'; kind: MaskableKind; value: string }

/** The value as everyone sees it. Usernames keep their @, since that is how people read them. */
export function maskedText({ kind, value }: { kind: MaskableKind; value: string }): string {
  const masked = maskValue(kind, value)
  return kind === 'username' ? `@${masked}` : masked
}

/** The value itself, for somebody whose asking was recorded. */
export function plainText({ kind, value }: { kind: MaskableKind; value: string }): string {
  if (kind === 'phone') return formatPhone(value)
  return kind === 'username' ? `@${value}` : value
}

/** What a payload carried, in the order of the strip; a parent BSUID stands in the BSUID cell when it is alone. */
function carriedValues(identifiers: StoredIdentifiers): Shown[] {
  const { phone, username, bsuid, parentBsuid } = identifiers
  const shown: Shown[] = []
  if (phone) shown.push({ key: 'phone', kind: 'phone', value: phone })
  if (username) shown.push({ key: 'username', kind: 'username', value: username })
  if (bsuid) shown.push({ key: 'bsuid', kind: 'bsuid', value: bsuid })
  else if (parentBsuid) shown.push({ key: 'bsuid', kind: 'parent_bsuid', value: parentBsuid })
  return shown
}

const MISSING = { phone: 'not sent', username: 'none seen', bsuid: 'none on file' } as const

export function personCells(
  event: Pick<EventRecord, 'identifiers'>,
  onFile: readonly OnFile[],
  show: (value: { kind: MaskableKind; value: string }) => string,
): Pick<StripCells, 'phone' | 'username' | 'bsuid'> {
  const carried = carriedValues(event.identifiers)
  const cell = (key: 'phone' | 'username' | 'bsuid'): CellText => {
    const present = carried.find((one) => one.key === key)
    if (present) return { presence: 'present', value: show(present) }
    const known = onFile.find((one) => one.kind === key)
    if (known) return { presence: 'known', value: show({ kind: key, value: known.value }) }
    return { presence: 'missing', value: '', missingText: MISSING[key] }
  }
  return { phone: cell('phone'), username: cell('username'), bsuid: cell('bsuid') }
}

/** The cell that is ringed for the kind of identifier that decided. */
export function decisiveCell(decisive: string | null): 'phone' | 'username' | 'bsuid' | 'contact' | null {
  if (decisive === 'phone' || decisive === 'bsuid') return decisive
  if (decisive === 'parent_bsuid') return 'bsuid'
  return decisive === 'crm_id' ? 'contact' : null
}
