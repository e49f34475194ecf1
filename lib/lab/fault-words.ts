import { assertNever } from '@/lib/shared/assert-never'
import type { Fault, FaultCode } from './model'

/** Whose work it is to mend a fault of this kind [rollout: owners]. */
export const FAULT_OWNERS: Record<FaultCode, 'developer' | 'crm_owner' | 'operations'> = {
  'no-answer': 'developer',
  'server-error': 'developer',
  'refused-ours': 'developer',
  dropped: 'developer',
  'dropped-without-phone': 'developer',
  'split-customer': 'crm_owner',
  'bsuid-as-phone': 'developer',
  'late-phone-second-contact': 'crm_owner',
  'change-ignored': 'developer',
  'username-as-key': 'crm_owner',
  'wrong-customer': 'crm_owner',
  'contact-from-notice': 'developer',
  'new-thread': 'developer',
  doubled: 'developer',
  'status-as-message': 'developer',
  'change-as-message': 'developer',
  'routed-needlessly': 'operations',
  'not-routed': 'operations',
  'wrong-workflow': 'operations',
  'status-turned-back': 'developer',
  'forged-accepted': 'developer',
  silent: 'developer',
  'unclear-error': 'developer',
  'error-without-reason': 'developer',
}

/** What happened to the customer, in words for everybody, and what has to change. */
export function faultWords({ code, details = {} }: Fault): string {
  const {
    contact = 'another record',
    expected = 'the customer',
    workflow = 'a workflow',
    text = '',
    why = '',
  } = details
  switch (code) {
    case 'no-answer':
      return `The handler did not answer. ${text} WhatsApp would try again for seven days and then give the message up.`
    case 'server-error':
      return `The handler failed with status ${text}, so the message is lost when the tries are used up. It has to be stored first and thought about afterwards.`
    case 'refused-ours':
      return `The handler refused a delivery that was signed with the secret of this target (status ${text}). Compare the secrets, and sign the bytes as they came.`
    case 'dropped':
      return 'The message reached nobody: no customer and no conversation. It must be stored before anything is decided, and shown even when nobody is recognised.'
    case 'dropped-without-phone':
      return 'The message came without a phone number and was dropped: no customer and no conversation. The handler takes the phone for the only key; it has to read from_user_id as well, and never to drop.'
    case 'split-customer':
      return `The customer was split in two: the message belongs to ${expected} and went to ${contact}. The BSUID that was seen beside the phone has to be kept with the customer and looked up first.`
    case 'bsuid-as-phone':
      return `The BSUID was taken for a phone number: its digits stand in ${contact}. A BSUID is an opaque text; it belongs into a field of its own and must never meet the phone formatter.`
    case 'late-phone-second-contact':
      return `When the phone came, a second contact was made (${contact} beside ${expected}). The phone has to be added to the contact that holds the BSUID.`
    case 'change-ignored':
      return `WhatsApp said that the customer’s BSUID or number changed, and it was not taken over: the next message went to ${contact} instead of ${expected}. Read the system messages and end the old identifier.`
    case 'username-as-key':
      return `A changed username made another customer: ${contact} instead of ${expected}. A username can change at any time and must never be a key.`
    case 'wrong-customer':
      return `The message reached somebody else: ${contact}, who only holds a phone that the payload mentions. Nothing may move to another customer without a person who decides.`
    case 'contact-from-notice':
      return `This is no message of a customer, and a contact was made of it (${contact}). Statuses and notices are joined to what is there; they never make anybody.`
    case 'new-thread':
      return `The right customer, and the conversation began anew (${contact} instead of ${expected}): the agent does not see the history. The thread belongs to the customer, not to the phone.`
    case 'doubled':
      return 'The same delivery came twice and took effect twice. WhatsApp delivers more than once; remember the id of the message.'
    case 'status-as-message':
      return `A status update was handled like a message of a customer and landed in ${workflow}. Statuses say what became of our own messages; they are joined by the message id and never routed.`
    case 'change-as-message':
      return `A system message of WhatsApp was handled like a message of a customer and landed in ${workflow}. Nobody wrote anything: it is to be applied, not answered.`
    case 'routed-needlessly':
      return `It landed in ${workflow}, where nobody can do anything with it.`
    case 'not-routed':
      return 'It reached no workflow, so nobody will answer. A default has to catch what no rule names.'
    case 'wrong-workflow':
      return `It landed in ${workflow} instead of ${expected}.`
    case 'status-turned-back':
      return `The message was read and is now “${text}”: a status that came late turned it back. Keep the furthest one.`
    case 'forged-accepted':
      return 'A delivery with a wrong signature was accepted. Anybody can post to this address: compare X-Hub-Signature-256 with the bytes as they came, and answer 401.'
    case 'silent':
      return 'It could not proceed and said nothing. Somebody has to be told what came, why it could not be handled, and what to do.'
    case 'unclear-error':
      return `It could not proceed, and its error helps nobody: “${text}”. ${why}`
    case 'error-without-reason':
      return `It proceeded and still reported an error: “${text}”.`
    default:
      return assertNever(code)
  }
}
