'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { InlineSaveOutcome } from '@/components/table/inline-cell'
import type { SelectOption } from '@/components/ui/select'
import type { EntryPointPatch, EntryPointView } from '@/lib/entry-points/schema'
import { useSaveRow } from './use-save-row'

/** What the cells of the sheet can be set to, as choices of a list. */
export type SheetOptions = { owners: readonly SelectOption[]; waves: readonly SelectOption[] }

type Sheet = {
  options: SheetOptions
  canWrite: boolean
  /** Today in the workspace's zone. */
  today: string
  /** When the rows were read: a bulk change leaves alone what somebody changes after it. */
  readAt: string
  save: (row: EntryPointView, patch: EntryPointPatch) => Promise<InlineSaveOutcome>
}

const SheetContext = createContext<Sheet | null>(null)

export function useSheet(): Sheet {
  const sheet = useContext(SheetContext)
  if (!sheet) throw new Error('A cell of the sheet stands outside of it.')
  return sheet
}

type SheetProviderProps = Omit<Sheet, 'save'> & { children: ReactNode }

/** Around the list and the detail: one way to save, one place where a conflict is shown. */
export function SheetProvider({ options, canWrite, today, readAt, children }: SheetProviderProps) {
  const { save, conflict } = useSaveRow(options)
  const sheet = useMemo(() => ({ options, canWrite, today, readAt, save }), [options, canWrite, today, readAt, save])
  return (
    <SheetContext value={sheet}>
      {children}
      {conflict}
    </SheetContext>
  )
}
