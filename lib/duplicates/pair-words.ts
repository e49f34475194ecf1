import type { ReasonKind } from './pair-rules'

const WORDS: Record<ReasonKind, string> = {
  'same-crm-key': 'same CRM key',
  'same-bsuid': 'same BSUID',
  'seen-together': 'seen together in one signed payload',
  'same-phone': 'same phone',
  'equivalent-phone': 'two spellings of one phone',
  'same-email': 'same e-mail',
  'similar-name': 'similar name',
}

export function reasonWords(kind: ReasonKind): string {
  return WORDS[kind] ?? kind
}
