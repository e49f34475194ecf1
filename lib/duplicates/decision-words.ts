import type { DecidedHow, Decision } from './decision-rules'
import type { ConflictKind } from './rules'

/** The sentences about deciding a conflict. No identifier and no name is part of one; contacts are named beside them. */

type OptionWords = { label: string; follows: string }

const NEW_ACCOUNT: OptionWords = {
  label: 'It is this contact, with a new WhatsApp account',
  follows:
    'The new BSUID takes the place of the one they had. Their messages leave identity review, and replies follow to the new account.',
}

/** What an option says, and what choosing it does. */
export function optionWords(decision: Decision, kind: ConflictKind | null): OptionWords {
  switch (decision) {
    case 'chosen':
      if (kind === 'phone-with-other-bsuid' || kind === 'parent-held-by-another') return NEW_ACCOUNT
      return {
        label: 'It is this contact',
        follows: 'What the CRM claims is confirmed for this contact, and the messages leave identity review.',
      }
    case 'passed-on':
      return {
        label: 'The number passed to somebody else',
        follows:
          'The phone ends for whoever had it, and stays in their history. Whoever writes with it now is a person of their own.',
      }
    case 'new-person':
      return kind === 'phone-with-other-bsuid'
        ? {
            label: 'Somebody else who shares the number',
            follows: 'A new contact is made for the account; the phone stays with the contact who has it.',
          }
        : {
            label: 'None of them',
            follows: 'A new contact is made of what nobody holds; everybody else keeps what is theirs.',
          }
    case 'split':
      return {
        label: 'They belong to somebody else: separate them',
        follows: 'The identifiers above and the conversations they opened become a contact of their own.',
      }
    case 'apart':
      return {
        label: kind === 'phone-passed-on' ? 'They belong to this contact after all' : 'Keep them apart',
        follows: 'Nothing is moved. The question is answered, and the same disagreement does not open it again.',
      }
  }
}

const DECIDED: Record<DecidedHow, string> = {
  'same-person': 'They are one person: the contacts were merged.',
  chosen: 'A person said which contact it is.',
  'new-person': 'Somebody nobody knew: a contact was made.',
  'passed-on': 'The number had passed to somebody else.',
  apart: 'Kept apart: nothing was moved.',
  split: 'The account was separated from the contact.',
}

export function decidedWords(decision: string | null): string {
  return decision && Object.hasOwn(DECIDED, decision)
    ? DECIDED[decision as DecidedHow]
    : 'Decided in a way this version does not know.'
}

const count = (n: number, one: string, many: string): string => `${n === 1 ? 'One' : String(n)} ${n === 1 ? one : many}`

/** What a number that passed on means for the conversations of whoever had it. */
export function repliesWords({ moved, unsafe }: { moved: number; unsafe: number }): string[] {
  return [
    ...(moved > 0
      ? [`${count(moved, 'conversation', 'conversations')} of theirs: replies go to their BSUID from now on.`]
      : []),
    ...(unsafe > 0
      ? [
          `${count(unsafe, 'conversation', 'conversations')} of theirs can only be answered at this number, which reaches somebody else: nobody should answer there.`,
        ]
      : []),
  ]
}
