import { describe, expect, it } from 'vitest'
import { readDelivery } from './payload'
import { completeSample, type SampleParams } from './sample-parts'
import { buildSample, findSample, SAMPLES, type SampleName, sampleBody, sampleDeliveries } from './samples'
import type { Update } from './update'

const AT = new Date('2026-11-20T09:00:00Z')
const PARAMS: SampleParams = {
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '442079460101',
  wabaId: '102290129340398',
  wamid: 'wamid.HBgMNDQ3NzAwOTAwMTE4',
  at: AT,
}

function read(name: SampleName): Update[] {
  const { updates, problem } = readDelivery(sampleBody(name, PARAMS), new Date('2026-11-23T10:00:00Z'))
  expect(problem).toBeUndefined()
  return updates
}

/** What Handrail's own reader makes of each sample: kind, and for messages and statuses what they are. */
const EXPECTED: Record<SampleName, string[]> = {
  'phone-only': ['message text'],
  'phone-and-bsuid': ['message text'],
  'bsuid-only-known': ['message text'],
  'bsuid-only-unknown': ['message text'],
  'username-present': ['message text'],
  'username-changed': ['message text'],
  'phone-appears-later': ['message text'],
  'phone-held-by-another': ['message text'],
  'parent-bsuid': ['message text'],
  'several-numbers': ['message text'],
  'two-portfolios': ['message text'],
  'group-message': ['message text'],
  'shared-contact': ['message contacts'],
  'shared-contact-other': ['message contacts'],
  batch: ['message text', 'message text', 'message text', 'status delivered'],
  rotation: ['identity-change'],
  'rotation-without-previous': ['identity-change'],
  'rotation-untold': ['identity-change'],
  'rotation-withdrawn-field': ['identity-change'],
  'number-change': ['identity-change'],
  'number-change-oldest': ['identity-change'],
  'security-code': ['security-change'],
  'status-sent': ['status sent'],
  'status-delivered': ['status delivered'],
  'status-read': ['status read'],
  'status-played': ['status played'],
  'status-failed-phone': ['status failed'],
  'status-failed-bsuid': ['status failed'],
  'authentication-to-bsuid': ['status failed'],
  'status-out-of-order': ['status delivered'],
  'status-duplicate': ['status delivered'],
  'status-group': ['status delivered', 'status delivered'],
  'status-unknown-message': ['status delivered'],
  emoji: ['message text'],
  'ad-click': ['message text'],
  'button-reply': ['message button'],
  'list-reply': ['message interactive'],
  image: ['message image'],
  reaction: ['message reaction'],
  'unsupported-message': ['message unsupported'],
  audio: ['message audio'],
  video: ['message video'],
  document: ['message document'],
  sticker: ['message sticker'],
  location: ['message location'],
  order: ['message order'],
  'interactive-button': ['message interactive'],
  'flow-answer': ['message interactive'],
  'request-welcome': ['message request_welcome'],
  call: ['notice call'],
  'address-book': ['notice address-book', 'notice address-book'],
  history: ['message text', 'message text', 'message media_placeholder'],
  'history-declined': ['notice history'],
  'group-participants': ['notice group', 'notice group'],
  duplicate: ['message text'],
  echo: ['message text'],
  'handle-approved': ['handle-update'],
  'handle-revoked': ['handle-update'],
  'handle-reserved': ['handle-update'],
  'handle-replaced': ['handle-update'],
  'handle-deleted': ['handle-update'],
  preference: ['notice preference'],
  'value-error': ['notice number'],
  'unknown-field': ['unsupported'],
  'unknown-type': ['unsupported'],
  'no-sender': ['unreadable'],
  'bad-signature': ['message text'],
}

function summary(update: Update): string {
  if (update.kind === 'message') return `message ${update.messageType}`
  if (update.kind === 'notice') return `notice ${update.about}`
  return update.kind === 'status' ? `status ${update.status}` : update.kind
}

describe('the payload pack', () => {
  it.each(SAMPLES.map(({ name }) => name))('%s is read as what it says it is', (name) => {
    expect(read(name).map(summary)).toEqual(EXPECTED[name])
  })

  it('has a title and a reason in one line for each, and no name twice', () => {
    expect(new Set(SAMPLES.map(({ name }) => name)).size).toBe(SAMPLES.length)
    for (const { title, reason, name } of SAMPLES) {
      expect(title).toMatch(/^[A-Z][^\n]{2,60}$/)
      expect(reason).toMatch(/^[A-Z][^\n]{10,120}\.$/)
      expect(findSample(name)?.name).toBe(name)
    }
    expect(findSample('__proto__')).toBeUndefined()
  })

  it('uses reserved phone ranges only, wherever digits of that length stand', () => {
    for (const { name } of SAMPLES) {
      const text = sampleDeliveries(name, PARAMS)
        .map(({ body }) => body.toString())
        .join()
      for (const [, phone] of text.matchAll(
        /"(?:from|to|wa_id|phone_number|recipient_id|recipient_participant_id)":"(\d+)"/g,
      )) {
        expect(phone).toMatch(/^(?:447700900\d{3}|4420794600?\d{3})$/)
      }
    }
  })

  it('carries the time and the id it was given, at the number it was given', () => {
    for (const { name } of SAMPLES) {
      const [update] = read(name)
      if (name === 'several-numbers' || name === 'two-portfolios') continue
      expect([update?.wabaId, update?.displayPhoneNumber]).toEqual([PARAMS.wabaId, PARAMS.displayPhoneNumber])
      if (update?.kind === 'message' && !update.past) expect([update.wamid, update.at]).toEqual([PARAMS.wamid, AT])
    }
  })

  it('gives the bytes to sign, and marks the delivery whose signature must be wrong', () => {
    expect(sampleBody('emoji', PARAMS)).toEqual(Buffer.from(JSON.stringify(buildSample('emoji', PARAMS)), 'utf8'))
    expect(sampleDeliveries('bad-signature', PARAMS).map(({ signature }) => signature)).toEqual(['wrong'])
    expect(sampleDeliveries('phone-held-by-another', PARAMS).map(({ signature }) => signature)).toEqual([
      'right',
      'right',
      'right',
    ])
  })

  it('sends the two copies of a duplicate as the same bytes', () => {
    for (const name of ['duplicate', 'status-duplicate'] as const) {
      const [first, second] = sampleDeliveries(name, PARAMS)
      expect(first?.body).toEqual(second?.body)
    }
  })

  it('has different ids for what comes before and what is under test', () => {
    for (const name of ['bsuid-only-known', 'phone-held-by-another', 'number-change'] as const) {
      const wamids = sampleDeliveries(name, PARAMS).flatMap(({ body }) =>
        readDelivery(body, AT).updates.map((update) => update.key),
      )
      expect(new Set(wamids).size).toBe(wamids.length)
    }
  })
})

describe('what a sample reveals', () => {
  it.each([
    ['phone-only', { phone: '447700900118', profileName: 'Wren Hollis' }],
    ['phone-and-bsuid', { phone: '447700900118', bsuid: 'GB.13491208655302741918', profileName: 'Wren Hollis' }],
    ['bsuid-only-unknown', { bsuid: 'GB.13491208655302741918', profileName: 'Wren Hollis' }],
    ['rotation-untold', { bsuid: 'GB.20000000000000000003' }],
    ['status-failed-phone', { phone: '447700900118' }],
    ['authentication-to-bsuid', { bsuid: 'GB.13491208655302741918' }],
  ] as const)('%s shows exactly %j', (name, who) => {
    expect(read(name)[0]).toHaveProperty('who', who)
  })

  it('is the person the caller gave; undefined means the invented one', () => {
    const given = completeSample({ ...PARAMS, phone: '447700900777', bsuid: undefined })
    expect([given.phone, given.bsuid]).toEqual(['447700900777', 'GB.13491208655302741918'])
  })

  it('binds only the own number of a sender', () => {
    expect(read('shared-contact')[0]).toHaveProperty('sharedOwnPhone', '447700900118')
    expect(read('shared-contact-other')[0]).toHaveProperty('sharedOwnPhone', undefined)
  })
})
