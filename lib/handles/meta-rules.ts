/**
 * What WhatsApp's news about one of our usernames (`business_username_updates`) does to the handle of that number.
 * `metaState` and `metaName` say what WhatsApp says, whatever we decided; `state` is where our decision stands. [BSUID]
 */
export type MetaStanding = {
  state: string
  /** The name we decided on, if we have. */
  approvedName: string | null
  metaState: string
  metaName: string | null
  metaCheckedAt: Date | null
}

export type MetaNews = {
  status: 'approved' | 'reserved' | 'deleted'
  username?: string
  /** WhatsApp took the name away; with `approved`, it gave the number a generated one instead. */
  revoked: boolean
  at: Date
}

/** A number nobody has decided a handle for yet: WhatsApp's word is kept all the same. */
export const NEW_HANDLE: MetaStanding = {
  state: 'deciding',
  approvedName: null,
  metaState: 'none',
  metaName: null,
  metaCheckedAt: null,
}

function sameName(a: string | null | undefined, b: string | null | undefined): boolean {
  return typeof a === 'string' && typeof b === 'string' && a.toLowerCase() === b.toLowerCase()
}

/**
 * Where our own decision stands after the news. A name that WhatsApp approves or reserves moves it only when it is the
 * name we decided on: somebody may have taken another one in WhatsApp Manager, and that is for a person to see.
 */
function stateAfter(handle: MetaStanding, news: MetaNews): string {
  if (news.revoked) return 'revoked'
  if (news.status === 'deleted') {
    return handle.state === 'live' || handle.state === 'reserved' ? 'released' : handle.state
  }
  if (!sameName(handle.approvedName, news.username)) return handle.state
  return news.status === 'approved' ? 'live' : 'reserved'
}

/**
 * The handle after the news, or undefined when it is older than what is known: webhooks arrive in any order, and an old
 * `reserved` must not take an approval back. A deleted name stays readable beside the state `deleted`.
 */
export function afterNews(handle: MetaStanding, news: MetaNews): MetaStanding | undefined {
  if (handle.metaCheckedAt && news.at < handle.metaCheckedAt) return undefined
  return {
    approvedName: handle.approvedName,
    state: stateAfter(handle, news),
    metaState: news.status,
    metaName: news.username ?? (news.status === 'deleted' ? handle.metaName : null),
    metaCheckedAt: news.at,
  }
}

/** Whether the news said anything that was not known, beside the time. */
export function saysMore(before: MetaStanding, after: MetaStanding): boolean {
  return before.state !== after.state || before.metaState !== after.metaState || before.metaName !== after.metaName
}
