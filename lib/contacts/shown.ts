import { formatPhone } from '@/lib/shared/phone'
import { type MaskableKind, maskValue } from '@/lib/shared/text'
import type { IdentifierKind } from './model'
import { KIND_WORDS } from './vocabulary'

type Shown = { kind: IdentifierKind; value: string }

/** An identifier as everyone sees it. Usernames keep their @, since that is how people read them. */
export function maskedText({ kind, value }: Shown): string {
  const masked = maskValue(kind satisfies MaskableKind, value)
  return kind === 'username' ? `@${masked}` : masked
}

/** The identifier itself, for somebody whose asking is recorded. */
export function plainText({ kind, value }: Shown): string {
  if (kind === 'phone') return formatPhone(value)
  return kind === 'username' ? `@${value}` : value
}

/** What the database holds is one of these; anything else is a row of a newer version and is shown as an e-mail would be. */
export function asKind(kind: string): IdentifierKind {
  return Object.hasOwn(KIND_WORDS, kind) ? (kind as IdentifierKind) : 'email'
}
