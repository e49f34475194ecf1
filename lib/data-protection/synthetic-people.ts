import type { DatasetPerson } from './schema'

/** Area codes of the United States whose numbers 555-0100 to 555-0199 are kept for fiction. [NANPA] */
const AREAS = [
  ...['202', '212', '213', '215', '303', '305', '312', '313', '404', '415'],
  ...['503', '512', '602', '617', '702', '713', '808', '816', '901', '907'],
]
const PER_AREA = 50
export const MOST_SYNTHETIC = AREAS.length * PER_AREA

const FIRST = ['Wren', 'Bo', 'Ida', 'Tam', 'Ora', 'Lio', 'Nell', 'Ravi', 'Suri', 'Otto', 'Mika', 'Juno', 'Ezra', 'Fern']
const LAST = ['Hollis', 'Carrow', 'Quill', 'Marsh', 'Sorrel', 'Finch', 'Vale', 'Thorne', 'Alder', 'Brook', 'Lark']

/** The block of a person ends in 0 to 4; the same number with 5 more is theirs after a change of number. */
function phoneAt(index: number): string {
  const area = AREAS[Math.floor(index / PER_AREA)] ?? AREAS[0]
  const within = index % PER_AREA
  return `1${area}55501${Math.floor(within / 5)}${within % 5}`
}

/**
 * Invented people: reserved phone numbers, BSUIDs of the right shape, names that are nobody's. Two thirds are customers
 * whom the CRM knows by their phone; the rest are strangers. `digits` gives so many random digits.
 */
export function syntheticPeople(count: number, digits: (howMany: number) => string): DatasetPerson[] {
  const howMany = Math.min(count, MOST_SYNTHETIC)
  return Array.from({ length: howMany }, (_, index): DatasetPerson => {
    const first = FIRST[index % FIRST.length] ?? 'Wren'
    const last = LAST[Math.floor(index / FIRST.length) % LAST.length] ?? 'Hollis'
    const isCustomer = index % 3 !== 2
    return {
      crmContactId: isCustomer ? `LAB-${String(index + 1).padStart(4, '0')}` : null,
      name: `${first} ${last}`,
      phone: phoneAt(index),
      bsuid: `US.1${digits(19)}`,
      username: `${first}.${last}.${index + 1}`.toLowerCase(),
    }
  })
}
