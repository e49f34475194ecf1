import { parseBsuid } from '@/lib/whatsapp/bsuid'
import type { Update, WhoFacts } from '@/lib/whatsapp/update'
import type { IdentityChange, PersonFacts } from './model'
import { personFacts, phoneFact } from './person-facts'

/** The identifiers of an event as its row keeps them: what the payload carried, and for a change what came before. */
export type StoredIdentifiers = {
  phone?: string
  bsuid?: string
  parentBsuid?: string
  username?: string
  profileName?: string
  sharedOwnPhone?: string
  previous?: { phone?: string; bsuid?: string; parentBsuid?: string }
}

export function storedIdentifiers(update: Update): StoredIdentifiers {
  const who = 'who' in update && update.who ? update.who : {}
  if (update.kind === 'identity-change') return { ...who, previous: update.previous }
  if (update.kind === 'handle-update') return update.username ? { username: update.username } : {}
  if (update.kind === 'message' && update.sharedOwnPhone) return { ...who, sharedOwnPhone: update.sharedOwnPhone }
  return who
}

/** What a payload showed of a person, read back from how an event or a conflict keeps it. */
export function whoOf(stored: StoredIdentifiers): WhoFacts {
  const { phone, username, profileName } = stored
  return {
    phone,
    username,
    profileName,
    bsuid: parseBsuid(stored.bsuid),
    parentBsuid: parseBsuid(stored.parentBsuid),
  }
}

const FORMS = ['user_changed_user_id', 'user_changed_number', 'user_id_update'] as const

/** A stored identity change, read back so that it can be applied when its missing link has come. */
export function changeFrom(
  stored: StoredIdentifiers,
  { type, portfolioId, at }: { type: string | null; portfolioId: string; at: Date },
): IdentityChange {
  const previous = whoOf(stored.previous ?? {})
  const next: PersonFacts = personFacts(whoOf(stored), { portfolioId, at })
  return {
    form: FORMS.find((form) => form === type) ?? 'user_changed_user_id',
    next,
    previous: {
      phone: previous.phone ? phoneFact(previous.phone) : undefined,
      bsuid: previous.bsuid,
      parentBsuid: previous.parentBsuid,
    },
  }
}
