import { describe, expect, it } from 'vitest'
import { sentenceFor } from '@/lib/shared/sentences'
import { checkAnswers, isPublicAddress, readAllowance, readOutsideUrl } from './safe-fetch-address'

const NOBODY = readAllowance([])

describe('addresses that may be fetched', () => {
  it.each([
    'https://example.com/',
    'http://example.com',
    'http://example.com:443/',
    'https://EXAMPLE.com:80/a?b#c',
    'https://münchen.example/',
    'http://93.184.215.14/',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
    ' https://example.com/with a space ',
  ])('%s', (url) => {
    expect(readOutsideUrl(url, NOBODY)).toMatchObject({ ok: true })
  })

  it('an exemption names one host and one port, however it is written', () => {
    const allow = readAllowance(['Staging.Example:8080', '127.0.0.1:9000'])
    expect(readOutsideUrl('http://staging.example:8080/x', allow).ok).toBe(true)
    expect(readOutsideUrl('http://STAGING.example.:8080/x', allow).ok).toBe(true)
    expect(readOutsideUrl('http://2130706433:9000/', allow).ok).toBe(true)
    expect(readOutsideUrl('http://staging.example:8081/', allow)).toMatchObject({ ok: false, code: 'fetch-port' })
    expect(readOutsideUrl('http://127.0.0.1/', allow)).toMatchObject({ ok: false, code: 'fetch-not-public' })
    expect(readOutsideUrl('http://user@staging.example:8080/', allow)).toMatchObject({ code: 'fetch-userinfo' })
    expect(readOutsideUrl('ftp://staging.example:8080/', allow)).toMatchObject({ code: 'fetch-scheme' })
  })

  it('every refusal has a sentence of its own', () => {
    const refused = [
      'nothing',
      'ftp://example.com/',
      'http://u@example.com/',
      'http://example.com:25/',
      'http://10.0.0.1/',
    ]
    const sentences = refused.map((url) => {
      const read = readOutsideUrl(url, NOBODY)
      return read.ok ? '' : sentenceFor(read.code, read.details)
    })
    expect(new Set(sentences).size).toBe(refused.length)
    expect(sentences.join(' ')).not.toContain('could not be done')
    expect(sentences[4]).toContain('10.0.0.1 is not on the public internet')
  })
})

describe('what a name resolves to', () => {
  it('is public as a whole, or refused as a whole', () => {
    expect(checkAnswers('a.example', ['93.184.215.14', '2606:2800::1'])).toMatchObject({ ok: true })
    expect(checkAnswers('a.example', ['10.0.0.1'])).toMatchObject({ ok: false, code: 'fetch-not-public' })
    expect(checkAnswers('a.example', ['93.184.215.14', '127.0.0.1'])).toMatchObject({ ok: false, code: 'fetch-mixed' })
    expect(checkAnswers('a.example', ['::1', '93.184.215.14'])).toMatchObject({ ok: false, code: 'fetch-mixed' })
    expect(checkAnswers('a.example', [])).toMatchObject({ ok: false, code: 'fetch-name-unknown' })
  })

  it('is refused when it is no address', () => {
    for (const text of ['', 'example.com', '1.2.3', 'fe80::1%eth0', '1.2.3.4.5']) {
      expect(isPublicAddress(text) && text !== '1.2.3').toBe(false)
    }
  })
})
