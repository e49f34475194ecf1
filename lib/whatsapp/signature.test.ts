import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signBody, verifySignature } from './signature'

const SECRET = 'test_app_secret'
const BODY = Buffer.from('{"object":"whatsapp_business_account","entry":[]}')
const SIGNATURE = 'sha256=dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756'

describe('signBody', () => {
  it('gives the documented value for the test vector', () => {
    expect(signBody(SECRET, BODY)).toBe(SIGNATURE)
  })

  it('signs the raw bytes, not the text they decode to', () => {
    expect(signBody(SECRET, Buffer.from([0xff]))).not.toBe(signBody(SECRET, Buffer.from('\uFFFD')))
  })
})

describe('verifySignature', () => {
  it('accepts the test vector', () => {
    expect(verifySignature(SECRET, BODY, SIGNATURE)).toBe(true)
  })

  it.each([
    ['a missing header', undefined],
    ['an empty header', ''],
    ['hex without the algorithm', SIGNATURE.slice(7)],
    ['sha1', `sha1=${'a'.repeat(40)}`],
    ['sha1 in the length of sha256', `sha1=${'a'.repeat(66)}`],
    ['upper-case hex', `sha256=${SIGNATURE.slice(7).toUpperCase()}`],
    ['an upper-case algorithm', SIGNATURE.replace('sha256', 'SHA256')],
    ['a short value', SIGNATURE.slice(0, -1)],
    ['trailing junk', `${SIGNATURE}0`],
    ['a trailing line break', `${SIGNATURE}\n`],
    ['a line break in place of the last digit', `${SIGNATURE.slice(0, -1)}\n`],
    ['a leading space', ` ${SIGNATURE}`],
    ['two values joined', `${SIGNATURE}, ${SIGNATURE}`],
    ['a value that is not hex', `sha256=${'z'.repeat(64)}`],
    ['characters outside latin1', `sha256=${'é'.repeat(64)}`],
  ])('refuses %s', (_what, header) => {
    expect(verifySignature(SECRET, BODY, header)).toBe(false)
  })

  it('refuses the same JSON serialised again', () => {
    const again = Buffer.from(JSON.stringify(JSON.parse(BODY.toString()), null, 1))
    expect(verifySignature(SECRET, again, SIGNATURE)).toBe(false)
  })

  it("refuses another connection's secret, and an empty one even when it was used to sign", () => {
    expect(verifySignature('other_app_secret', BODY, SIGNATURE)).toBe(false)
    expect(verifySignature('', BODY, signBody('', BODY))).toBe(false)
  })

  it('accepts what it signed and refuses any flipped bit', () => {
    const cases = fc.tuple(
      fc.string({ minLength: 1 }),
      fc.uint8Array({ minLength: 1 }),
      fc.nat(),
      fc.integer({ min: 0, max: 7 }),
    )
    fc.assert(
      fc.property(cases, ([secret, bytes, position, bit]) => {
        const body = Buffer.from(bytes)
        const header = signBody(secret, body)
        expect(verifySignature(secret, body, header)).toBe(true)
        const index = position % body.length
        body[index] = (body[index] ?? 0) ^ (1 << bit)
        expect(verifySignature(secret, body, header)).toBe(false)
      }),
    )
  })
})
