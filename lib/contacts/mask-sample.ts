import { parsePhone } from '@/lib/shared/phone'
import { cutText, maskValue } from '@/lib/shared/text'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import type { ImportField } from './vocabulary'

const LONGEST = 80
const EMAIL = /^\S+@\S+$/
const DIGITS = 7

/**
 * A cell of an uploaded file as the mapping screen shows it: enough to tell what the column is. Identifiers are masked
 * wherever they stand, also in a column that is left out; what cannot be read as one is shown, because that is what has
 * to be repaired.
 */
export function maskSample(cell: string, field: ImportField): string {
  const text = cutText(cell.trim(), LONGEST)
  if (text === '') return ''
  if (field === 'username') return maskValue('username', text)
  if (parseBsuid(text)) return maskValue('bsuid', text)
  if (EMAIL.test(text)) return maskValue('email', text)
  const digits = text.replace(/\D/g, '')
  if (field !== 'crmContactId' && digits.length >= DIGITS && !/\p{L}/u.test(text)) {
    return maskValue('phone', parsePhone(text)?.slice(1) ?? digits)
  }
  return text
}
