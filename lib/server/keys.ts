import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { env } from './env'

/**
 * Everything secret is derived from one master key that never enters the database: `HANDRAIL_MASTER_KEY`, or a file in
 * the data folder made on the first start. Whoever can write to the database alone can neither read a connection's
 * app secret nor write a valid link of the audit chain.
 */
export type Purpose =
  | 'audit'
  | 'connection-secret'
  | 'token'
  | 'session'
  | 'calendar'
  | 'graph-token'
  | 'outgoing-webhook'
  | 'erasure'
  | 'lab-target'

function masterKeyFile(): string {
  return path.join(env().dataDir, 'master.key')
}

function readOrCreate(file: string): string {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true })
    try {
      writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process of the same start was first; its key is the one to use.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return readFileSync(file, 'utf8').trim()
}

let master: Buffer | undefined
const derived = new Map<Purpose, Buffer>()

export function masterKeyHex(): string {
  master ??= Buffer.from(env().HANDRAIL_MASTER_KEY ?? readOrCreate(masterKeyFile()), 'hex')
  if (master.length !== 32) {
    throw new Error(`The master key in ${masterKeyFile()} is damaged: it must be 64 hexadecimal characters.`)
  }
  return master.toString('hex')
}

function keyFor(purpose: Purpose): Buffer {
  const known = derived.get(purpose)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(masterKeyHex(), 'hex'), 'handrail', purpose, 32))
  derived.set(purpose, key)
  return key
}

/** HMAC-SHA256 under the key of a purpose, as lower-case hex. */
export function keyedHash(purpose: Purpose, text: string): string {
  return createHmac('sha256', keyFor(purpose)).update(text).digest('hex')
}

/** AES-256-GCM; the result is `iv.tag.ciphertext` in base64url, bound to `context` (usually the row's id). */
export function encrypt(purpose: Purpose, plain: string, context: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), iv)
  cipher.setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url')).join('.')
}

/** Throws when the text was altered, moved to another row, or made with another master key. */
export function decrypt(purpose: Purpose, sealed: string, context: string): string {
  const [iv, tag, body] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'))
  if (!iv || !tag || !body) throw new Error('A stored secret is not readable.')
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), iv)
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(tag)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}

/** The secret of next-auth: given, or derived and so kept with the data folder. */
export function sessionSecret(): string {
  return env().NEXTAUTH_SECRET ?? keyFor('session').toString('hex')
}
