import type { Recorder } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import type { SubjectKind } from './vocabulary'

/** A subject as its room hands it over for a sign-off. */
export type LoadedSubject = {
  /** What it is called: "Wave 1 · Website and help pages". */
  title: string
  /** Where it is looked at and edited. */
  href: string
  /**
   * All that the sign-off is about, as plain JSON for people: keys are words in camelCase, a list of records names each
   * by `id`. Nothing that changes by itself (states, counts, times of a check) belongs into it: each change is an edit.
   */
  content: Record<string, unknown>
  /** Members whose own work it is: none of them decides about it. */
  authorIds: readonly string[]
  /** Members to tell when it changes after it was signed off, beside the authors and the people of the request. */
  concernedIds: readonly string[]
  /** Sentences about what has to be put right before anybody is asked; empty when it can be requested. */
  problems: readonly string[]
}

/** What a room exports from `lib/<room>/approval-subject.ts` and lists in subjects.ts. */
export type ApprovalSubject = {
  kind: SubjectKind
  /** Reads through `tx` alone, so that a decision sees what its transaction sees. Null when the workspace has no such record. */
  load(tx: Tx, workspaceId: string, subjectId: string): Promise<LoadedSubject | null>
  /** What its room does when it is signed off, in the transaction of the decision: a state that follows from it. */
  approved?(tx: Tx, signed: { workspaceId: string; subjectId: string; record: Recorder }): Promise<void>
}
