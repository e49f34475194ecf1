import { formatPhone } from '@/lib/shared/phone'
import { parseWhatsAppLink, type WhatsAppLink } from '@/lib/whatsapp/links'

/** Where a destination leads, for a person: what it reaches, and what is wrong with it. */
export type DestinationReading = {
  kind: WhatsAppLink['kind'] | 'elsewhere'
  /** "Reaches @larkmoss by its username." */
  sentence: string
  /** Set when the link will not do what its author expects. */
  problem: string | null
}

function textClause(text: string | undefined): string {
  return text ? ` and fills in “${text}”` : ''
}

function explain(link: WhatsAppLink): DestinationReading {
  switch (link.kind) {
    case 'number': {
      const sentence = `Reaches the number ${formatPhone(link.phone)}${textClause(link.text)}.`
      return { kind: link.kind, sentence, problem: null }
    }
    case 'handle': {
      const sentence = `Reaches whoever holds @${link.username}${textClause(link.text)}.`
      return { kind: link.kind, sentence, problem: null }
    }
    case 'message-code': {
      const sentence = `Reaches the number that message link ${link.code} belongs to; it does not depend on a username.`
      return { kind: link.kind, sentence, problem: null }
    }
    case 'qr-code': {
      const sentence = `Reaches the number that QR code ${link.code} belongs to; it does not depend on a username.`
      return { kind: link.kind, sentence, problem: null }
    }
    case 'unofficial':
      return { kind: link.kind, sentence: 'WhatsApp may not open this link.', problem: link.sentence }
  }
}

/** Says which number or handle a destination reaches. Null for an empty one. Pure; nothing is fetched. */
export function readDestination(destination: string | null): DestinationReading | null {
  if (!destination) return null
  const link = parseWhatsAppLink(destination)
  if (link) return explain(link)
  return {
    kind: 'elsewhere',
    sentence: 'This is not a WhatsApp link, so only a visit can tell where it leads.',
    problem: null,
  }
}

/** True when the destination is reached through a username, which can change hands. */
export function encodesHandle(destination: string | null): boolean {
  return destination !== null && parseWhatsAppLink(destination)?.kind === 'handle'
}
