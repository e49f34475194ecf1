import { describe, expect, it } from 'vitest'
import { parseWhatsAppLink } from '@/lib/whatsapp/links'
import { type Attestation, judgeAttestation } from './check-attest-rules'
import { foundElsewhere, foundLink } from './check-found'
import { isDrift, resultAfterFetch } from './check-outcome-rules'

const OLD = 'https://wa.me/442079460118'
const NEW = 'https://wa.me/larkmoss'

function given(part: Partial<Attestation> & { codes?: string[] }): Attestation {
  const found = (part.codes ?? []).map((url) => {
    const link = parseWhatsAppLink(url)
    const origin = { url, place: 'QR code in the photo' }
    return link ? foundLink(link, origin) : foundElsewhere(url, origin)
  })
  const expectation = { side: 'new', destination: NEW, other: OLD } as const
  return { claim: 'right', note: '', hasPhoto: found.length > 0, found, expectation, ...part }
}

describe('what an attestation proves', () => {
  it.each([
    [{ codes: [NEW] }, 'right', 'right', /reaches @larkmoss, as it should/],
    [{ codes: [OLD] }, 'wrong', 'wrong', /^old number: /],
    [{ codes: [OLD], claim: 'wrong' }, 'wrong', 'wrong', /^old number: /],
    [{ codes: [NEW], claim: 'wrong', note: 'It is torn.' }, 'wrong', 'wrong', /^seen by a person: .*“It is torn\.”/],
    [{ hasPhoto: true, note: 'Too far away' }, 'right', 'attested', /Attested with a photo\. No QR code could be read/],
    [{ note: 'Clicked it' }, 'right', 'attested', /^Attested without a photo\. “Clicked it”$/],
    [{ claim: 'wrong', note: 'Opens the shop' }, 'wrong', 'wrong', /^seen by a person: .*“Opens the shop”$/],
    [
      { codes: [NEW], expectation: { side: 'new', destination: null, other: OLD } },
      'right',
      'attested',
      /^Attested with/,
    ],
  ] as const)('%j', (part, verdict, testResult, message) => {
    const { codes, ...rest } = { codes: undefined, ...part }
    const judged = judgeAttestation(given({ ...rest, ...(codes ? { codes: [...codes] } : {}) }))
    expect(judged).toMatchObject({ verdict, testResult })
    expect(judged.message).toMatch(message)
  })
})

describe('what a visit makes of the result of a row', () => {
  it.each([
    ['right', 'wrong', 'attestation', 'right'],
    ['wrong', 'attested', 'attestation', 'wrong'],
    ['unverifiable', 'not_checked', undefined, 'unverifiable'],
    ['unverifiable', 'right', 'fetch', 'unverifiable'],
    ['unverifiable', 'wrong', 'attestation', 'unverifiable'],
    ['unverifiable', 'attested', 'attestation', null],
    ['unverifiable', 'attested', undefined, null],
    ['unverifiable', 'right', 'attestation', null],
  ] as const)('%s after %s by %s: %s', (verdict, result, source, expected) => {
    expect(resultAfterFetch(verdict, { result, source })).toBe(expected)
  })

  it('drift is what was in order and is wrong now', () => {
    expect([isDrift('right', 'wrong'), isDrift('attested', 'wrong')]).toEqual([true, true])
    expect([isDrift('wrong', 'wrong'), isDrift('not_checked', 'wrong'), isDrift('right', 'unverifiable')]).toEqual([
      false,
      false,
      false,
    ])
  })
})
