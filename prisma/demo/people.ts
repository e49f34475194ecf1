import type { ContactInput } from '@/lib/contacts/schema'
import { seeded } from '@/lib/shared/random'

/** Invented customers of an invented firm. Phones are from the ranges that Ofcom and NANPA keep for fiction. */
const FIRST =
  'Wren Ada Bryn Callum Dara Elowen Finn Greta Hugo Isla Jago Kezia Lorna Milo Nell Orla Perran Quill Rhona Silas Tamsin Uma Vesper Willa Yarrow Zeno Alder Bea Cass Devon'.split(
    ' ',
  )
const LAST =
  'Hollis Marsh Fenwick Thorne Ashdown Briar Coombe Dell Elmhurst Furze Glade Heath Ives Juniper Kestrel Larch Meadow Nettle Orchard Pell Quarry Rowan Sedge Tarn Underwood Vale Wicker Yewdale'.split(
    ' ',
  )
const LABELS = ['loyalty card', 'trade', 'garden design', 'click and collect', 'allotment club']

export type DemoCustomer = {
  crmContactId: string
  name: string
  phone?: string
  email?: string
  labels: string[]
  /** As WhatsApp would name them; nobody but the payloads knows these at first. */
  bsuid: string
  username: string
}

/** 20 digits, as real ones have. */
export function bsuidOf(n: number, country = 'GB'): string {
  return `${country}.${String(n * 7_919 + 104_729).padStart(8, '0')}${String(n).padStart(12, '3')}`
}

function phoneOf(n: number): string | undefined {
  if (n % 29 === 28) return undefined
  if (n % 31 === 30) return `1212555${String(100 + (n % 100)).padStart(4, '0')}`
  return `447700900${String(n % 1_000).padStart(3, '0')}`
}

export const CUSTOMERS = 340

export function demoCustomers(): DemoCustomer[] {
  const random = seeded(11)
  const customers = Array.from({ length: CUSTOMERS }, (_, n): DemoCustomer => {
    const first = FIRST[n % FIRST.length] ?? 'Wren'
    const last = LAST[Math.floor(n / FIRST.length + n) % LAST.length] ?? 'Hollis'
    const handle = `${first}.${last}`.toLowerCase()
    return {
      crmContactId: `CRM-${10_001 + n}`,
      name: `${first} ${last}`,
      phone: phoneOf(n),
      email: n % 13 === 12 ? undefined : `${handle}${n}@example.test`,
      labels: random.next() < 0.45 ? [random.pick(LABELS)] : [],
      bsuid: bsuidOf(n + 1),
      username: `${handle}${n % 7 === 0 ? '' : n}`,
    }
  })
  return [...customers, ...sharedPhones(customers)]
}

/** Couples and old records: the same phone under two CRM ids, so that a message from it is ambiguous. */
function sharedPhones(customers: DemoCustomer[]): DemoCustomer[] {
  return [3, 17, 41, 88].flatMap((n, i) => {
    const twin = customers[n]
    if (!twin) return []
    const name = `${twin.name.split(' ')[0]} ${twin.name.split(' ')[1]} (old card)`
    return [{ ...twin, crmContactId: `CRM-${9_001 + i}`, name, email: undefined, labels: [] }]
  })
}

export function toContactInput(customer: DemoCustomer): ContactInput {
  const { crmContactId, name, email, labels, phone } = customer
  return { crmContactId, name, email, labels, phones: phone ? [`+${phone}`] : [] }
}
