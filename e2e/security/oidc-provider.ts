import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/**
 * An identity provider for tests: discovery, an authorisation endpoint that agrees at once, tokens signed with a key of
 * its own. It checks PKCE as a real one does, and hands out whatever person it was told to be.
 */
export type Claims = { sub: string; email?: string; email_verified?: boolean }
export type FakeProvider = {
  issuer: string
  /** Who signs in next. */
  become: (claims: Claims) => void
  close: () => Promise<void>
}

type Pending = { claims: Claims; nonce: string; challenge: string; clientId: string }

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

function signToken(payload: object): string {
  const body = `${encode({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${encode(payload)}`
  return `${body}.${sign('sha256', Buffer.from(body), privateKey).toString('base64url')}`
}

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  }
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return new URLSearchParams(text)
}

function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

function idToken(issuer: string, { claims, nonce, clientId }: Pending): string {
  const now = Math.floor(Date.now() / 1000)
  return signToken({ iss: issuer, aud: clientId, iat: now, exp: now + 300, nonce, ...claims })
}

export async function startProvider(): Promise<FakeProvider> {
  const pending = new Map<string, Pending>()
  let next: Claims = { sub: 'nobody' }
  let issuer = ''

  function authorize(url: URL, response: ServerResponse): void {
    const read = (name: string) => url.searchParams.get(name) ?? ''
    const code = randomBytes(16).toString('hex')
    pending.set(code, {
      claims: next,
      nonce: read('nonce'),
      challenge: read('code_challenge'),
      clientId: read('client_id'),
    })
    const back = new URL(read('redirect_uri'))
    back.searchParams.set('code', code)
    back.searchParams.set('state', read('state'))
    response.writeHead(302, { location: back.href }).end()
  }

  async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const code = body.get('code') ?? ''
    const asked = pending.get(code)
    pending.delete(code)
    const proof = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (!asked || proof !== asked.challenge) return sendJson(response, { error: 'invalid_grant' }, 400)
    sendJson(response, { access_token: 'test', token_type: 'Bearer', id_token: idToken(issuer, asked) })
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/.well-known/openid-configuration') return sendJson(response, discovery(issuer))
    if (url.pathname === '/jwks') {
      return sendJson(response, {
        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }],
      })
    }
    if (url.pathname === '/authorize') return authorize(url, response)
    if (url.pathname === '/token') return void token(request, response)
    response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return {
    issuer,
    become(claims) {
      next = claims
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
