/**
 * Why a webhook POST was refused: the HTTP status WhatsApp sees and the sentence a developer reads. Refused posts leave
 * no row; they are counted per connection, day and reason (RefusedCount), and the Deliveries room shows the same words.
 *
 * WhatsApp repeats every POST that is not answered 200, for up to 7 days [HOOK]; so a refusal for a passing reason
 * (503) costs nothing, while a false 200 would be a lost message.
 */
export const REFUSALS = {
  'unknown-connection': {
    status: 404,
    sentence: 'There is no connection at this address. Copy the callback address from Settings again.',
  },
  paused: {
    status: 404,
    sentence: 'This connection is paused in Handrail. Resume it in Settings to receive deliveries.',
  },
  'secret-unusable': {
    status: 401,
    sentence: 'Handrail cannot read the app secret of this connection. Enter it again in Settings.',
  },
  encoded: {
    status: 415,
    sentence: 'The body is compressed (Content-Encoding). A signature covers the plain bytes; send them as they are.',
  },
  'too-large': {
    status: 413,
    sentence: 'The body is larger than 3 MB, which is the most WhatsApp sends in one delivery.',
  },
  'too-slow': { status: 408, sentence: 'The body did not arrive in time, so nothing was stored.' },
  'bad-signature': {
    status: 401,
    sentence:
      'The X-Hub-Signature-256 header is missing or does not belong to this body. Check that Handrail has the app secret of the app that sends.',
  },
  'bad-verify-token': {
    status: 403,
    sentence: 'The verify token is not the one of this connection, or the request is not a subscription handshake.',
  },
  'bad-method': { status: 405, sentence: 'Webhooks are received with GET (the handshake) and POST (deliveries).' },
  overloaded: { status: 503, sentence: 'More deliveries are waiting to be stored than fit in memory. Send it again.' },
  'not-stored': { status: 503, sentence: 'The database could not store the delivery now. Send it again.' },
} as const satisfies Record<string, { status: number; sentence: string }>

export type RefusalReason = keyof typeof REFUSALS

function isRefusalReason(value: unknown): value is RefusalReason {
  return typeof value === 'string' && Object.hasOwn(REFUSALS, value)
}

/** The sentence for a counted reason; one that this version does not know is shown as it is. */
export function refusalSentence(reason: string): string {
  return isRefusalReason(reason) ? REFUSALS[reason].sentence : reason
}
