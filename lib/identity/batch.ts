import { phoneMatchKey } from '@/lib/shared/phone'
import type { Update, WhoFacts } from '@/lib/whatsapp/update'
import { usernameKey } from './person-facts'

/** One update of a delivery on its way to being an event. */
export type BatchItem = {
  update: Update
  deliveryId: string
  /** Place in the delivery, from 0. */
  position: number
  receivedAt: Date
}

/** One of our numbers, as far as resolving needs it. */
export type OurNumber = {
  id: string
  portfolioId: string
  phoneNumberId: string
  displayDigits: string
  wabaId: string
}

/** Our numbers by everything a payload names them by. */
export class NumberBook {
  private readonly byPhoneNumberId = new Map<string, OurNumber>()
  private readonly byDisplay = new Map<string, OurNumber>()
  private readonly idsByPortfolio = new Map<string, string[]>()

  constructor(numbers: readonly OurNumber[]) {
    for (const number of numbers) {
      this.byPhoneNumberId.set(number.phoneNumberId, number)
      this.byDisplay.set(number.displayDigits, number)
      this.idsByPortfolio.set(number.portfolioId, [...this.numbersOf(number.portfolioId), number.id])
    }
  }

  numbersOf(portfolioId: string): readonly string[] {
    return this.idsByPortfolio.get(portfolioId) ?? []
  }

  /** Updates about our own handles carry no phone_number_id, only the WABA and the display number. [BSUID] */
  find(update: Update): OurNumber | undefined {
    if (update.phoneNumberId) return this.byPhoneNumberId.get(update.phoneNumberId)
    const byDisplay = update.displayPhoneNumber ? this.byDisplay.get(update.displayPhoneNumber) : undefined
    return byDisplay && byDisplay.wabaId === update.wabaId ? byDisplay : undefined
  }
}

/** Every key of a batch that could lead to something already stored. */
export class BatchKeys {
  readonly phones = new Set<string>()
  readonly bsuids = new Set<string>()
  readonly parents = new Set<string>()
  readonly usernames = new Set<string>()
  readonly groups = new Set<string>()
  readonly wamids = new Set<string>()
  readonly numberIds = new Set<string>()
  /** A change may end a phone; then it matters which identifiers came through it. */
  hasChanges = false

  add(update: Update, number: OurNumber | undefined): void {
    if (number) this.numberIds.add(number.id)
    if ('wamid' in update && update.wamid) this.wamids.add(update.wamid)
    if ('groupId' in update && update.groupId) this.groups.add(update.groupId)
    if ('who' in update && update.who) this.addWho(update.who)
    if (update.kind === 'message' && update.sharedOwnPhone) this.phones.add(phoneMatchKey(update.sharedOwnPhone))
    if (update.kind !== 'identity-change') return
    this.hasChanges = true
    this.addWho(update.previous)
  }

  addWho(who: WhoFacts): void {
    if (who.phone) this.phones.add(phoneMatchKey(who.phone))
    if (who.bsuid) this.bsuids.add(who.bsuid)
    if (who.parentBsuid) this.parents.add(who.parentBsuid)
    if (who.username) this.usernames.add(usernameKey(who.username))
  }
}
