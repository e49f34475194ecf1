import { describe, expect, it } from 'vitest'
import { OptionError, readOptions } from './options'

const NUMBER = ['--phone-number-id', '106', '--display-number', '+44 20 7946 0101', '--waba', '102']
const LOCAL = ['--url', 'http://localhost:3000/webhooks/whatsapp/k', '--secret', 'S', ...NUMBER]
const read = (...args: string[]) => readOptions(args, ['staging.internal:443'], 1_790_000_000_000)

describe('where it may send', () => {
  it.each([
    'http://localhost:3000/x',
    'http://127.0.0.1:3000/x',
    'http://127.8.0.1/x',
    'http://[::1]:3000/x',
    'https://staging.internal/x',
  ])('%s is this machine or allowed', (url) => {
    expect(read('--url', url, '--secret', 'S', ...NUMBER).url).toBe(url)
  })

  it.each([
    'https://example.com/webhooks',
    'http://127.0.0.1.example.com/x',
    'http://localhost.example.com/x',
    'http://10.0.0.5/x',
    'https://staging.internal:8443/x',
  ])('%s has to be meant', (url) => {
    expect(() => read('--url', url, '--secret', 'S', ...NUMBER)).toThrow('--i-know')
    expect(read('--url', url, '--secret', 'S', '--i-know', ...NUMBER).url).toContain('://')
  })

  it('the API it asks is held to the same', () => {
    expect(() => read(...LOCAL, '--token', 'T', '--api', 'https://example.com/api/v1')).toThrow('--i-know')
    expect(read(...LOCAL, '--token', 'T').check).toMatchObject({ api: 'http://localhost:3000/api/v1', token: 'T' })
  })
})

describe('how much it sends', () => {
  it('is bounded unless somebody says otherwise', () => {
    const options = read(...LOCAL)
    expect(options).toMatchObject({ rate: 50, durationMs: 30_000, count: 10_000, batch: { from: 1, to: 1 } })
    for (const [flag, value] of [
      ['--rate', '5001'],
      ['--duration', '901'],
      ['--count', '250001'],
    ] as const) {
      expect(() => read(...LOCAL, flag, value)).toThrow(`${flag} must be`)
      expect(() => read(...LOCAL, flag, value, '--i-know')).not.toThrow()
    }
  })

  it.each([
    ['1', { from: 1, to: 1 }],
    ['1000', { from: 1_000, to: 1_000 }],
    ['1-100', { from: 1, to: 100 }],
  ])('takes %s updates a POST', (batch, expected) => {
    expect(read(...LOCAL, '--batch', batch).batch).toEqual(expected)
  })

  it.each([
    ['--batch', '0'],
    ['--batch', '1001'],
    ['--batch', '9-3'],
    ['--rate', 'fast'],
    ['--rate', ''],
    ['--duplicates', '2'],
    ['--people', '1.5'],
    ['--mix', 'emojis'],
    ['--what', '1'],
  ])('refuses %s %s with a sentence', (flag, value) => {
    expect(() => read(...LOCAL, flag, value)).toThrow(OptionError)
  })

  it('names what is missing', () => {
    expect(() => read('--url', 'http://localhost/x', ...NUMBER)).toThrow('--secret is missing.')
    expect(() => read('--secret', 'S')).toThrow('--url is missing.')
    expect(() => read('--check', 'ids', '--url', 'http://localhost/')).toThrow('--check needs --token.')
  })

  it('needs neither secret nor number to check an earlier run', () => {
    const { check } = read('--check', 'ids.txt', '--token', 'T', '--url', 'http://localhost:3000/x')
    expect(check).toEqual({ api: 'http://localhost:3000/api/v1', token: 'T', file: 'ids.txt' })
  })

  it('has a seed of its own when none is given', () => {
    expect(read(...LOCAL).seed).toBe(1_790_000_000)
    expect(read(...LOCAL, '--seed', '7').seed).toBe(7)
  })
})
