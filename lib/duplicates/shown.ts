import { formatPhone } from '@/lib/shared/phone'
import { maskValue } from '@/lib/shared/text'
import type { ShownKind } from './rules'

type Shown = { kind: ShownKind; value: string }

/** An identifier as everyone sees it. Usernames keep their @, since that is how people read them. */
export function maskedText({ kind, value }: Shown): string {
  const masked = maskValue(kind, value)
  return kind === 'username' ? `@${masked}` : masked
}

/** The identifier itself, for somebody whose asking is recorded. */
export function plainText({ kind, value }: Shown): string {
  if (kind === 'phone') return formatPhone(value)
  return kind === 'username' ? `@${value}` : value
}
