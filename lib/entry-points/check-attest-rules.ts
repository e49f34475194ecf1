import { cutText } from '@/lib/shared/text'
import type { Expectation } from './check-expected-rules'
import type { Found } from './check-found'
import { judgeCodes, type Verdict } from './check-verdict-rules'
import type { TestResult } from './kinds'

export type Attested = { verdict: Verdict; message: string; testResult: TestResult }

export type Attestation = {
  claim: 'right' | 'wrong'
  note: string
  hasPhoto: boolean
  /** Where the codes in the photo lead. */
  found: readonly Found[]
  expectation: Expectation
}

/** What a person says, when no code speaks for itself. */
function byWord({ claim, note, hasPhoto }: Attestation): Attested {
  const seen = hasPhoto ? 'No QR code could be read in the photo.' : ''
  const said = note ? ` “${cutText(note.replace(/\s+/gu, ' '), 160)}”` : ''
  if (claim === 'wrong') {
    const message = `seen by a person: It does not lead where it should.${said} ${seen}`.replace(/\s+/gu, ' ').trim()
    return { verdict: 'wrong', message, testResult: 'wrong' }
  }
  const how = hasPhoto ? `Attested with a photo. ${seen}` : 'Attested without a photo.'
  return { verdict: 'right', message: `${how}${said}`.trim(), testResult: 'attested' }
}

/**
 * What an attestation proves. A readable code is a measurement and outweighs the claim; a code that cannot be compared
 * with anything leaves the person's word.
 */
export function judgeAttestation(given: Attestation): Attested {
  const byCode = judgeCodes(given.found, given.expectation)
  if (!byCode || byCode.verdict === 'unverifiable') return byWord(given)
  const { verdict } = byCode
  if (verdict === 'right' && given.claim === 'wrong') {
    // The code is right and the person is not content: something else is wrong, and they say what.
    return byWord(given)
  }
  return { verdict, message: byCode.message, testResult: verdict }
}
