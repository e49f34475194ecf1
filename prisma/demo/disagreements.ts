import { change, type DemoDelivery, type DemoNumbers, HOUR, message, type Writer } from './payloads'
import { bsuidOf, type DemoCustomer } from './people'

/**
 * Identifiers that disagree, one story for each kind of conflict. They are told about customers who write in no other
 * story, so that each conflict is what it says and nothing else.
 */
export function disagreements(customers: DemoCustomer[], numbers: DemoNumbers, now: Date): DemoDelivery[] {
  const teller = tellerOf(numbers, now)
  const of = (n: number): Writer => {
    const { name, phone, bsuid } = customers[n] ?? { name: 'Visitor', bsuid: bsuidOf(6_100 + n) }
    return { name, phone, bsuid }
  }
  return [claimedPhone, recycledNumber, rotationToHeld, parentElsewhere, passedOn].flatMap((story, i) =>
    story(of(250 + i), teller),
  )
}

type Told = Omit<Parameters<typeof change>[2], 'n'>
type Teller = ReturnType<typeof tellerOf>

/** Hours count back from now. */
function tellerOf(numbers: DemoNumbers, now: Date) {
  const before = (hours: number) => new Date(now.getTime() - hours * HOUR)
  let n = 50_000
  const next = () => {
    n += 1
    return n
  }
  return {
    says: (writer: Writer, hours: number, text: string) =>
      message(numbers.support, before(hours), { writer, n: next(), text }),
    saysToTrade: (writer: Writer, hours: number, text: string) =>
      message(numbers.trade, before(hours), { writer, n: next(), text }),
    /** Sent that long ago, and delivered as late as that. */
    changes: (told: Told, sent: number, delivered = sent): DemoDelivery => {
      return { ...change(numbers.support, before(sent), { n: next(), ...told }), at: before(delivered) }
    },
  }
}

/** Somebody wrote with a username alone; now the phone shows, and the CRM says whose it is. */
function claimedPhone({ phone, bsuid }: Writer, { says }: Teller): DemoDelivery[] {
  const hidden = { name: 'hazel', username: 'hazel.in.the.shed', bsuid }
  return [
    says(hidden, 70, 'Do you still sell the green watering can?'),
    says({ ...hidden, phone }, 9, 'I can come by on Saturday.'),
    says({ ...hidden, phone }, 2, 'Which entrance is open then?'),
  ]
}

/** The number of a customer was given to somebody else, who writes to us too. */
function recycledNumber(customer: Writer, { says }: Teller): DemoDelivery[] {
  const next = { name: 'Marlow', phone: customer.phone, bsuid: bsuidOf(6_201) }
  return [
    says(customer, 130, 'My order has not arrived yet.'),
    says(next, 20, 'Hello, is this the garden centre?'),
    says(next, 19.5, 'I would like to book a visit.'),
    says(next, 3, 'Any news about my visit?'),
  ]
}

/** The message with the new BSUID came before the news that it replaces the old one. */
function rotationToHeld(customer: Writer, { says, changes }: Teller): DemoDelivery[] {
  const bsuid = bsuidOf(6_202)
  return [
    says(customer, 100, 'Can I change the delivery address?'),
    says({ name: customer.name, bsuid }, 15, 'It is me, with a new phone.'),
    changes({ previous: customer.bsuid, bsuid }, 14),
  ]
}

/** Two accounts with one parent BSUID in one portfolio. */
function parentElsewhere(customer: Writer, { says }: Teller): DemoDelivery[] {
  const parent = bsuidOf(6_203, 'GB.ENT')
  return [
    says({ ...customer, parent }, 90, 'Is the loyalty card valid in every shop?'),
    says({ name: 'Sorrel', username: 'sorrel.grows', bsuid: bsuidOf(6_204), parent }, 12, 'Do you deliver compost?'),
  ]
}

/** A tradesman took over a phone and wrote to another portfolio, before we were told that its owner had left it. */
function passedOn(customer: Writer, { says, saysToTrade, changes }: Teller): DemoDelivery[] {
  const { phone, bsuid: previous } = customer
  const trader = { name: 'Tarn Landscapes', phone, bsuid: bsuidOf(6_205) }
  return [
    says(customer, 120, 'Thank you, that was quick!'),
    saysToTrade(trader, 30, 'Price for 40 hedging plants, please.'),
    changes({ previous, bsuid: bsuidOf(6_206), phone: '447700900998', left: phone }, 60, 29),
  ]
}
