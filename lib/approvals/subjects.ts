import { waveSubject } from '@/lib/calendar/approval-subject'
import { dedupSubject } from '@/lib/duplicates/approval-subject'
import { fieldMapSubject } from '@/lib/field-map/approval-subject'
import { handleSubject } from '@/lib/handles/approval-subject'
import { ownershipSubject } from '@/lib/inputs/approval-subject'
import { labTargetSubject } from '@/lib/lab/approval-subject'
import { policySubject } from '@/lib/policy/approval-subject'
import { routingSubject } from '@/lib/routing/approval-subject'
import type { Recorder } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { contentHash } from './content-hash'
import type { ApprovalSubject, LoadedSubject } from './subject'
import type { SubjectRef } from './vocabulary'

/** Every room that has something to sign off. A room adds its subject here, and nowhere else. */
const SUBJECTS: readonly ApprovalSubject[] = [
  handleSubject,
  policySubject,
  routingSubject,
  waveSubject,
  ownershipSubject,
  fieldMapSubject,
  dedupSubject,
  labTargetSubject,
]

/** What can be signed off at all: the kinds of the rooms above. */
export const SIGNABLE_KINDS = SUBJECTS.map(({ kind }) => kind)

export type LiveSubject = LoadedSubject & { hash: string }

/** The subject as it is now, with the hash of its content; null when there is none, or no room that knows the kind. */
export async function loadSubject(
  reader: Tx,
  workspaceId: string,
  { kind, subjectId }: SubjectRef,
): Promise<LiveSubject | null> {
  const subject = SUBJECTS.find((one) => one.kind === kind)
  const loaded = subject ? await subject.load(reader, workspaceId, subjectId) : null
  return loaded && { ...loaded, hash: contentHash(loaded.content) }
}

/** Lets the room of a subject follow its sign-off. */
export async function subjectApproved(
  tx: Tx,
  record: Recorder,
  { workspaceId, kind, subjectId }: SubjectRef & { workspaceId: string },
): Promise<void> {
  const subject = SUBJECTS.find((one) => one.kind === kind)
  await subject?.approved?.(tx, { workspaceId, subjectId, record })
}
