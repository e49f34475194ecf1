import { requestsWaitingFor as signOffsWaitingFor } from '../approvals/queries'
import { reviewCount } from '../deliveries/counts'
import { openPairCount } from '../duplicates/pairs'
import { openConflictCount } from '../duplicates/queries'
import { waitingMentions } from '../entry-points/comments'
import { pollsToAnswer } from '../handles/poll-view'
import { unreadCount } from '../notifications/queries'
import { requestsWaitingFor } from '../policy/requests'
import { db } from '../server/db'
import type { MemberActor } from '../server/session-row'
import { countOwnOpen } from './store'

/** What waits for this person, for the rail and the bell: cheap enough for every page. */
export type ShellWork = {
  ownOpen: number
  review: number
  conflicts: number
  /** Pairs of contacts that may be one person. */
  pairs: number
  setAside: number
  /** Sign-offs that this person can decide. */
  signOffs: number
  /** Blind polls that wait for this person's answer; the oldest first. */
  polls: string[]
  /** Requests for a handle that this person decides by the naming policy. */
  handleRequests: number
  /** Notifications that were not read yet. */
  unread: number
  /** Comments that mention this person, and where the oldest one is. */
  mentions: { count: number; first: string | null }
}

export async function readShellWork(actor: MemberActor): Promise<ShellWork> {
  const { workspaceId, memberId, roles } = actor
  const holds = (...wanted: string[]): boolean => roles.some((role) => wanted.includes(role))
  const [ownOpen, review, conflicts, pairs, setAside, signOffs, polls, handleRequests, unread, mentions] =
    await Promise.all([
      countOwnOpen(workspaceId, memberId),
      holds('crm_owner', 'support_lead') ? reviewCount(actor).then(({ count }) => count) : 0,
      holds('crm_owner', 'support_lead') ? openConflictCount(actor) : 0,
      holds('crm_owner') ? openPairCount(actor) : 0,
      holds('developer') ? db.delivery.count({ where: { workspaceId, state: 'set_aside' } }) : 0,
      signOffsWaitingFor(actor).then((rows) => rows.length),
      pollsToAnswer(actor),
      requestsWaitingFor(actor).then((rows) => rows.length),
      unreadCount(actor),
      waitingMentions(workspaceId, memberId),
    ])
  return { ownOpen, review, conflicts, pairs, setAside, signOffs, polls, handleRequests, unread, mentions }
}
