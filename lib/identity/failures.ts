import type { ResolverErrorCode } from './model'

export type FailureCause = 'setup' | 'payload' | 'identity' | 'not-understood' | 'message' | 'handrail'

export type FailureText = {
  /** What happened, for a person. */
  sentence: string
  /** The next thing to do. */
  whatToDo: string
  /** Failures of one cause are shown together. */
  cause: FailureCause
}

export const CAUSE_TITLES: Record<FailureCause, string> = {
  setup: 'A number is not set up',
  payload: 'The payload could not be read',
  identity: 'An identity change could not be linked',
  'not-understood': 'Not understood yet',
  message: 'WhatsApp could not deliver or show a message',
  handrail: 'Handrail could not process it',
}

type Args = Readonly<Record<string, unknown>>
type Writer = (args: Args) => FailureText

/** Every failure of the resolver in plain language; a code without a text does not compile. */
const FAILURES: Record<ResolverErrorCode, Writer> = {
  'number-unknown': (args) => ({
    sentence: numberUnknown(args),
    whatToDo: 'Add the number in Settings, Numbers, then replay the delivery.',
    cause: 'setup',
  }),
  'update-unreadable': (args) => ({
    sentence:
      typeof args.problem === 'string' && args.problem ? args.problem : 'A part of the payload has the wrong shape.',
    whatToDo:
      'Look at the delivery’s body. If it came from WhatsApp itself, send it to the developer who owns the webhook.',
    cause: 'payload',
  }),
  'no-identifiers': () => ({
    sentence: 'The message has neither a phone number nor a BSUID, so nobody can tell who sent it.',
    whatToDo: 'Look at the delivery’s body. A username alone is not enough: it can change hands at any time.',
    cause: 'payload',
  }),
  'change-not-linkable': () => ({
    sentence:
      'This identity change could not be linked: it does not say which BSUID it replaces, and nobody known had the old phone.',
    whatToDo:
      'Nothing was moved. When the person is known, replay the event; it also heals by itself when their older message arrives.',
    cause: 'identity',
  }),
  'change-link-never-came': () => ({
    sentence: 'This identity change waited seven days for an earlier one that never came.',
    whatToDo: 'If you know who it is, add the previous BSUID to their contact and replay the event.',
    cause: 'identity',
  }),
  'field-not-understood': (args) => ({
    sentence: `Handrail does not understand the field ${args.field || 'of this update'} yet. It was kept.`,
    whatToDo:
      'Nothing is lost. If production depends on it, tell the developer; otherwise unsubscribe the field in Meta’s app settings.',
    cause: 'not-understood',
  }),
  'type-not-understood': (args) => ({
    sentence: `Handrail does not understand “${args.type || 'this type'}” yet. It was kept.`,
    whatToDo: 'Nothing is lost. If production depends on it, tell the developer.',
    cause: 'not-understood',
  }),
  'message-failed': (args) => ({
    sentence: args.meta
      ? `WhatsApp could not deliver the message (error ${args.meta}).`
      : 'WhatsApp could not deliver the message.',
    whatToDo: 'Open the event for WhatsApp’s reason.',
    cause: 'message',
  }),
  'message-has-error': (args) => ({
    sentence: `WhatsApp could not pass on the content of this message${args.meta ? ` (error ${args.meta})` : ''}.`,
    whatToDo: 'The customer used something the API does not carry. Answer and ask them to send it in another way.',
    cause: 'message',
  }),
  'number-has-error': (args) => ({
    sentence: `WhatsApp reported a problem with this number${args.meta ? ` (error ${args.meta})` : ''}.`,
    whatToDo: 'Open the event for WhatsApp’s reason.',
    cause: 'message',
  }),
  'processing-failed': (args) => ({
    sentence: processingFailed(args),
    whatToDo: 'Replay it. If it fails again, its code and id help the developer.',
    cause: 'handrail',
  }),
}

/** Of one update, or of a delivery of which `bad` of its `updates` could not be processed. */
function processingFailed({ bad, updates }: Args): string {
  if (Number(updates) > Number(bad)) {
    return `Handrail failed on ${bad} of ${updates} updates five times and set ${bad === 1 ? 'it' : 'them'} aside; the others are resolved.`
  }
  return 'Handrail failed on this five times and set it aside, so that the others could go on.'
}

function numberUnknown({ phoneNumberId, kind }: Args): string {
  if (phoneNumberId) {
    return `The update is for the phone number ID ${phoneNumberId}, which is not one of this workspace’s numbers.`
  }
  // News of a username names its number by the display number and the account. [BSUID]
  if (kind === 'handle-update') {
    return 'The news is about the username of a number that is not one of this workspace’s numbers.'
  }
  return 'The update does not say which of your numbers it is for.'
}

/** The text for a stored code. A code of another version is named rather than thrown. */
export function failureText(code: string, args: Args = {}): FailureText {
  if (isKnown(code)) return FAILURES[code](args)
  return {
    sentence: `This failed with the code “${code}”, which this version of Handrail does not know.`,
    whatToDo: 'Replay the event, or ask the developer.',
    cause: 'handrail',
  }
}

function isKnown(code: string): code is ResolverErrorCode {
  return Object.hasOwn(FAILURES, code)
}
