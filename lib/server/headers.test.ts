import { describe, expect, it } from 'vitest'
import { pagePolicy, securityHeaders } from './headers'

function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map((text) => {
      const [name = '', ...sources] = text.split(' ')
      return [name, sources]
    }),
  )
}

describe('pagePolicy', () => {
  const production = directives(pagePolicy('abc', { dev: false, https: true }))

  it('runs scripts by nonce only', () => {
    expect(production.get('script-src')).toEqual(["'nonce-abc'", "'strict-dynamic'"])
    expect(production.get('default-src')).toEqual(["'none'"])
  })

  it('allows neither evaluation nor inline style elements in production', () => {
    const everything = [...production.values()].flat()
    expect(everything).not.toContain("'unsafe-eval'")
    expect(production.get('style-src')).toEqual(["'self'", "'nonce-abc'"])
  })

  it.each(['frame-ancestors', 'base-uri', 'object-src'])('closes %s', (name) => {
    expect(production.get(name)).toEqual(["'none'"])
  })

  it('talks to nobody else', () => {
    for (const name of ['connect-src', 'form-action', 'font-src']) expect(production.get(name)).toEqual(["'self'"])
  })
})

describe('securityHeaders', () => {
  it('promises HTTPS only where there is HTTPS', () => {
    const names = (https: boolean) => securityHeaders({ https }).map(([name]) => name)
    expect(names(true)).toContain('Strict-Transport-Security')
    expect(names(false)).not.toContain('Strict-Transport-Security')
  })

  it('gives pages the camera and nothing else', () => {
    const policy = new Map(securityHeaders({ https: false })).get('Permissions-Policy') ?? ''
    expect(policy.split(', ').filter((part) => !part.endsWith('=()'))).toEqual(['camera=(self)'])
  })
})
