import type {
  Basis,
  ConflictKind,
  ConflictRule,
  ConflictState,
  Evidence,
  Placed,
  Proposal,
  ProposalKind,
  ShownKind,
} from './rules'

/** Every sentence about a conflict, chosen from what it is. No identifier and no name is ever part of one. */

type Told = { kind: ConflictKind | null; about?: Evidence['about']; contacts: number }

const identifier = (about: Evidence['about'] | undefined): string =>
  about === 'bsuid' ? 'BSUID' : about === 'parent_bsuid' ? 'parent BSUID' : 'phone'

const COUNT_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const
const countWord = (count: number): string => COUNT_WORDS[count] ?? String(count)
const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const SHOWN_WORDS: Record<ShownKind, string> = {
  phone: 'Phone',
  bsuid: 'BSUID',
  parent_bsuid: 'Parent BSUID',
  username: 'Username',
}

/** As a choice of the filter: what disagrees, without the case at hand. */
export const KIND_CHOICES: Record<ConflictKind, string> = {
  'phone-held-by-another': 'BSUID of one contact, phone of another',
  'phone-with-other-bsuid': 'a phone whose contact has another BSUID',
  'claimed-by-several': 'one identifier claimed by several contacts',
  'rotation-to-held-bsuid': 'a changed BSUID that another contact has',
  'parent-held-by-another': 'a parent BSUID of another account',
  'phone-passed-on': 'a phone that had passed to somebody else',
}

/** As a cell of the list. */
export function kindWords({ kind, about, contacts }: Told): string {
  if (kind === null) return 'A disagreement of another version'
  if (kind === 'claimed-by-several') {
    return `${sentenceCase(countWord(contacts))} contacts claim this ${identifier(about)}`
  }
  return sentenceCase(KIND_CHOICES[kind])
}

/** The first line of the detail, as a person would say it. */
export function headline({ kind, about, contacts }: Told): string {
  switch (kind) {
    case 'phone-held-by-another':
      return 'The BSUID says one person, the phone another'
    case 'phone-with-other-bsuid':
      return 'A known phone came with an unknown BSUID'
    case 'claimed-by-several':
      return `${sentenceCase(countWord(contacts))} contacts could be meant by one ${identifier(about)}`
    case 'rotation-to-held-bsuid':
      return 'A change of BSUID runs into another contact'
    case 'parent-held-by-another':
      return 'The parent BSUID points to another account'
    case 'phone-passed-on':
      return 'Somebody else was taken for this contact'
    default:
      return 'Identifiers that disagree'
  }
}

export const STATE_WORDS: Record<ConflictState, string> = { open: 'open', decided: 'decided', withdrawn: 'withdrawn' }

/** As a choice of the filter; what is open is shown without choosing. */
export const STATE_CHOICES = {
  decided: 'decided conflicts',
  withdrawn: 'withdrawn conflicts',
  all: 'conflicts in any state',
} as const

export const PLACED_CHOICES: Record<Placed, string> = {
  'with-contact': 'that are with a contact',
  'in-review': 'that wait in identity review',
}

/** As a choice of the filter. */
export const RULE_CHOICES: Record<ConflictRule, string> = {
  '4': 'rule 4: two contacts in one payload',
  '5': 'rule 5: a phone with another BSUID',
  '6': 'rule 6: several claim it',
  '8': 'rule 8: a change of identity',
}

/** Which rule found it, and what that did to the event. `attached`: its events are with a contact. */
export function ruleSentence(
  rule: string,
  { about, attached }: { about: Evidence['about']; attached: boolean },
): string {
  const where = attached
    ? 'Its events are with the contact of the BSUID; no identifier was moved.'
    : 'Its events wait in identity review without a contact; no identifier was moved.'
  switch (rule) {
    case '4':
      return `Rule 4: the BSUID belongs to one contact and the ${identifier(about)} to another. ${where}`
    case '5':
      return about === 'parent_bsuid'
        ? `Rule 5: the parent BSUID points to a different account than the rest of the payload. ${where}`
        : `Rule 5: nobody holds this BSUID, and the contact who has the phone has a different BSUID in this portfolio. ${where}`
    case '6':
      return `Rule 6: several contacts claim the same ${identifier(about)}, and no signed payload has shown whose it is. ${where}`
    case '8':
      return 'Rule 8: WhatsApp said that somebody’s BSUID or number changed, and what is known here does not fit that. The change is recorded with the contact it named; nothing was taken from anybody else.'
    default:
      return `Rule ${rule} of another version. ${where}`
  }
}

/** The caption under the strip of the payload: what decided, or that nothing did. */
export function ruleCaption(rule: string, about: Evidence['about']): string {
  const captions: Record<string, string> = {
    '4': 'rule 4: the BSUID outweighs what disagrees',
    '5': `rule 5: this ${identifier(about)} belongs to another BSUID`,
    '6': 'rule 6: nothing decides between the contacts',
    '8': 'rule 8: a change of identity',
  }
  return captions[rule] ?? `rule ${rule}`
}

/** As a choice of the filter. */
export const PROPOSAL_CHOICES: Record<ProposalKind, string> = {
  'duplicate-review': 'whether two contacts are one person',
  'choose-contact': 'who is speaking',
  split: 'what belongs to somebody else',
}

const BASIS_WORDS: Record<Basis, { name: string; sentence: string }> = {
  account: {
    name: 'account',
    sentence:
      'It rests on the account: one signed payload names an account of each contact, so WhatsApp itself says that they are one person.',
  },
  phone: {
    name: 'phone',
    sentence:
      'It rests on the phone: signed payloads showed both with it, at different times. A phone can pass to somebody else, so this is a reason to ask and no proof.',
  },
  claim: {
    name: 'claim',
    sentence:
      'It rests on a claim: on one side only the CRM or an import says that the phone is theirs. If the claim is old, correct it in the CRM.',
  },
}

export type ProposalWords = { question: string; basis: string | null; sentence: string }

const OF_SEVERAL: ProposalWords = {
  question: 'Who is speaking?',
  basis: null,
  sentence:
    'Nothing proposes to treat them as one: they hold different WhatsApp accounts, or there are several records that only claim the identifier. Only the person who writes can tell.',
}

const BY_PHONE: ProposalWords = {
  question: 'Is it this contact with a new WhatsApp account, or somebody else who has the number now?',
  basis: null,
  sentence:
    'Both happen: a person registers again and gets a new BSUID, or a number is given to the next customer. The payload alone cannot tell which.',
}

const BY_PARENT: ProposalWords = {
  question: 'Is it this contact with a new BSUID, or another account?',
  basis: null,
  sentence:
    'The parent BSUID names this contact, and the BSUID beside it is not theirs. A change of BSUID may have been missed; the payload alone cannot tell.',
}

/** How many contacts could be meant, and by what. */
type Asked = { contacts: number; about: Evidence['about'] }

/** What is proposed, and on what grounds. */
export function proposalWords(proposal: Proposal | null, { contacts, about }: Asked): ProposalWords {
  switch (proposal?.kind) {
    case 'duplicate-review': {
      const { name, sentence } = BASIS_WORDS[proposal.basis]
      return { question: 'Are these two contacts one person?', basis: name, sentence }
    }
    case 'choose-contact':
      return contacts > 1 ? OF_SEVERAL : about === 'parent_bsuid' ? BY_PARENT : BY_PHONE
    case 'split':
      return {
        question: 'Which of these identifiers belong to somebody else?',
        basis: 'account',
        sentence:
          'A signed change says that this contact left the phone before somebody else wrote with it. What came to the contact through the phone after that is proposed to be separated.',
      }
    default:
      return {
        question: 'A person has to look at this.',
        basis: null,
        sentence: 'Another version of Handrail wrote what is proposed; this one does not know it.',
      }
  }
}

/** What an agent may write, what to do with the answer, and what must not be said. */
export type Verification = { say: string; next: string; never: string }

const NEVER =
  'Never read out a name, a number or an order from one of the records, and never say that somebody else has this number.'

/** A question that lets the person who writes say who they are, without telling them anything about anybody else. */
export function verification(kind: ConflictKind | null): Verification {
  switch (kind) {
    case 'phone-with-other-bsuid':
      return {
        say: 'Thank you for your message. Have you written to us from this number before? If so, please send me the customer number, or the name and postcode, on your account.',
        next: 'If they name what is on the contact’s record, it is the same person with a new WhatsApp account. If they do not, they are a new customer: show them nothing of that history.',
        never: NEVER,
      }
    case 'claimed-by-several':
      return {
        say: 'Thank you for your message. So that I open the right account: which name is it under, and which postcode?',
        next: 'The record whose details they name is theirs. Others may share the phone, as couples and offices do; take the number off the records it no longer belongs to, in the CRM.',
        never: NEVER,
      }
    case 'rotation-to-held-bsuid':
    case 'parent-held-by-another':
      return {
        say: 'Thank you for your message. We may keep two records for you, and I would like to see all of your history. Which name and postcode are on your account?',
        next: 'If the answer fits both records, they are one person’s. If it fits one of them, answer with that one and leave the other closed.',
        never: NEVER,
      }
    case 'phone-passed-on':
      return {
        say: 'Thank you for your message. Before I go on, may I check which name and postcode are on your account?',
        next: 'Use only what belongs to the person who writes now. What was said before the phone changed hands is somebody else’s.',
        never: NEVER,
      }
    default:
      return {
        say: 'Thank you for your message. So that I look at the right account: please send me your customer number, or the name and postcode on your account.',
        next: 'Answer with the record whose details they name. Until they have, answer in general terms only.',
        never: NEVER,
      }
  }
}
