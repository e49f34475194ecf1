import { SAMPLES, type SampleName } from '@/lib/whatsapp/samples'

/** How often each shape comes, as weights. The names are those of the payload pack (lib/whatsapp/samples.ts). */
export type Mix = Partial<Record<SampleName, number>>

/**
 * Shapes that are not one update of one person (a batch), mean nothing without what comes before them, or are wrong on
 * purpose in a way that leaves nothing to count.
 */
const NOT_GENERATED: ReadonlySet<string> = new Set<SampleName>([
  'batch',
  'bad-signature',
  'duplicate',
  'status-duplicate',
  'status-out-of-order',
  'status-unknown-message',
  'status-group',
  'phone-held-by-another',
  'several-numbers',
  'two-portfolios',
  'value-error',
  'handle-approved',
  'handle-revoked',
  'handle-reserved',
  'handle-replaced',
  'handle-deleted',
  'history',
  'history-declined',
  'address-book',
  'group-participants',
])

function isGenerated(name: string): name is SampleName {
  return SAMPLES.some((sample) => sample.name === name) && !NOT_GENERATED.has(name)
}

/** Every name `parseMix` accepts. */
export const GENERATED_SHAPES: readonly SampleName[] = SAMPLES.map(({ name }) => name).filter(isGenerated)

/**
 * What the receiver of a mid-sized business hears, from the shape of the traffic WhatsApp asks for: three statuses for
 * each outgoing message beside the incoming ones, and a few of everything else. [HOOK]
 */
const TYPICAL: Mix = {
  'status-sent': 220,
  'status-delivered': 220,
  'status-read': 160,
  'status-played': 5,
  'status-failed-phone': 8,
  'status-failed-bsuid': 4,
  'phone-and-bsuid': 170,
  'username-present': 40,
  'bsuid-only-known': 90,
  'phone-only': 5,
  'parent-bsuid': 5,
  image: 20,
  'list-reply': 15,
  'button-reply': 15,
  reaction: 12,
  emoji: 10,
  'ad-click': 7,
  'group-message': 4,
  'shared-contact': 2,
  'shared-contact-other': 1,
  echo: 10,
  rotation: 1,
  'number-change': 1,
  'number-change-oldest': 1,
  'security-code': 1,
  preference: 1,
  'unsupported-message': 2,
  audio: 4,
  document: 2,
  sticker: 2,
  location: 1,
  'interactive-button': 5,
  'flow-answer': 1,
  order: 1,
  call: 1,
  'unknown-field': 1,
  'unknown-type': 1,
}

export const MIXES = {
  typical: TYPICAL,
  /** One plain text message with phone and BSUID, for measuring what a delivery costs and nothing else. */
  plain: { 'phone-and-bsuid': 1 },
  /** A base of customers of whom more and more take a username. */
  usernames: { 'phone-and-bsuid': 50, 'username-present': 15, 'bsuid-only-known': 30, 'parent-bsuid': 5 },
  every: Object.fromEntries(GENERATED_SHAPES.map((name) => [name, 1])),
} as const satisfies Record<string, Mix>

/** The name of a mix, or `shape=weight,shape=weight`. Throws with a sentence when it is neither. */
export function parseMix(text: string): Mix {
  if (Object.hasOwn(MIXES, text)) return MIXES[text as keyof typeof MIXES]
  const mix: Mix = {}
  for (const part of text.split(',')) {
    const [name = '', weight = '1'] = part.split('=', 2)
    if (!isGenerated(name)) throw new Error(`"${name}" is no mix (${Object.keys(MIXES).join(', ')}) and no shape.`)
    if (!/^\d+(\.\d+)?$/.test(weight)) throw new Error(`The weight of ${name} must be a number, not "${weight}".`)
    mix[name] = Number(weight)
  }
  return mix
}
