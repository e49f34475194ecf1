/** What other systems can be told of. The browser loads this file too. */
export const WEBHOOK_EVENTS = ['contact.created', 'contact.changed', 'contact.merged', 'contact.unmerged'] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

export const WEBHOOK_EVENT_WORDS: Record<WebhookEvent, { label: string; help: string }> = {
  'contact.created': {
    label: 'a contact was made',
    help: 'Somebody nobody knew wrote, or was told apart from another.',
  },
  'contact.changed': {
    label: 'a contact was changed',
    help: 'An identifier came or ended, or somebody edited the name, language or labels.',
  },
  'contact.merged': { label: 'two contacts were made one', help: 'With the one that stays and the one that is gone.' },
  'contact.unmerged': { label: 'a merge was undone', help: 'Both contacts are there again.' },
}

/** What of a contact changed. */
export const CHANGED = ['identifiers', 'fields'] as const
export type Changed = (typeof CHANGED)[number]

export const TELL_STATES = ['waiting', 'sent', 'failed'] as const
export type TellState = (typeof TELL_STATES)[number]
export const TELL_STATE_WORDS: Record<TellState, string> = { waiting: 'waiting', sent: 'delivered', failed: 'given up' }

export const TELL_SORTS = ['at'] as const
export type TellFilter = { state?: TellState | null; webhookId?: string | null }
