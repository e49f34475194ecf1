import { formatPhone } from '@/lib/shared/phone'
import { readDelivery } from '@/lib/whatsapp/payload'
import type { Update, WhoFacts } from '@/lib/whatsapp/update'
import type { Actual, CasePeople } from './model'

type Cell = { presence: 'present' | 'known' | 'missing'; value: string }
/** The identity strip of one delivery of a case: what it carries, what is on file of the person, what is missing. */
export type PayloadIdentity = Record<'phone' | 'username' | 'bsuid' | 'number' | 'contact' | 'thread', Cell>

const MISSING: Cell = { presence: 'missing', value: '' }

function whoOf(update: Update | undefined): WhoFacts {
  return update && 'who' in update && update.who ? update.who : {}
}

const present = (value: string): Cell => ({ presence: 'present', value })
const known = (value: string): Cell => ({ presence: 'known', value })

export function payloadIdentity(
  body: string,
  given: { people: CasePeople | null; actual: Actual | null; at: Date },
): PayloadIdentity {
  const { updates } = readDelivery(body, given.at)
  const update = updates.find((one) => whoOf(one).bsuid || whoOf(one).phone) ?? updates[0]
  const who = whoOf(update)
  const person = given.people?.person
  const { actual } = given
  return {
    phone: who.phone ? present(formatPhone(who.phone)) : person ? known(formatPhone(person.phone)) : MISSING,
    username: who.username ? present(`@${who.username}`) : MISSING,
    bsuid: who.bsuid ? present(who.bsuid) : person ? known(person.bsuid) : MISSING,
    number: update?.displayPhoneNumber ? present(formatPhone(update.displayPhoneNumber)) : MISSING,
    contact: actual?.contact ? present(actual.contact) : person?.crmContactId ? known(person.crmContactId) : MISSING,
    thread: actual?.thread ? present(actual.thread) : MISSING,
  }
}
