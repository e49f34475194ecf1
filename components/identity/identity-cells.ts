import { AtSign, Fingerprint, IdCard, MessagesSquare, Phone, Store } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'

/** The six cells in their fixed order; people learn the order once and then read any case at a glance. */
export const CELL_ORDER = ['phone', 'username', 'bsuid', 'number', 'contact', 'thread'] as const
export type CellKey = (typeof CELL_ORDER)[number]

/**
 * - present: the payload (or the record) carries it
 * - known: on file, but not in this payload
 * - missing: nobody has it
 */
export type CellPresence = 'present' | 'known' | 'missing'

export type IdentityCell = {
  presence: CellPresence
  /** The value as it may be shown, already masked where it has to be. Ignored when missing. */
  value?: ReactNode
  /** Why it is missing, in two or three words: "none on file". */
  missingText?: string
  /** What replaces the value for people allowed to see it: a reveal button. */
  reveal?: ReactNode
  /** When two strips stand above each other. */
  compared?: 'agree' | 'differ' | undefined
  /** How it compares, where "agrees" and "differs" do not say enough: "claims it". */
  remark?: string | undefined
  /** What it agrees on, by any name: stacked cells that agree are joined when this is the same in both. */
  group?: string | undefined
  /** A second, smaller line under the value. */
  also?: ReactNode
}

export type Identity = Partial<Record<CellKey, IdentityCell>>

/** The cells that decided, and the rule that did, in words: "rule 2: one contact holds this phone". */
export type Decision = { cells: readonly CellKey[]; rule: string }

export const CELL_LOOK: Record<
  CellKey,
  { label: string; icon: ComponentType<{ className?: string }>; missing: string }
> = {
  phone: { label: 'Phone', icon: Phone, missing: 'not sent' },
  username: { label: 'Username', icon: AtSign, missing: 'none seen' },
  bsuid: { label: 'BSUID', icon: Fingerprint, missing: 'none on file' },
  number: { label: 'Business number', icon: Store, missing: 'unknown' },
  contact: { label: 'CRM contact', icon: IdCard, missing: 'no record' },
  thread: { label: 'Thread', icon: MessagesSquare, missing: 'none yet' },
}
