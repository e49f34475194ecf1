'use client'

import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { InlineSaveOutcome } from '@/components/table/inline-cell'
import type { SelectOption } from '@/components/ui/select'
import type { EntryPointPatch, EntryPointView } from '@/lib/entry-points/schema'
import type { SheetRow } from './sheet-row'
import { useSaveRow } from './use-save-row'

/** What the cells of the sheet can be set to, as choices of a list. */
export type SheetOptions = { owners: readonly SelectOption[]; waves: readonly SelectOption[] }

type Sheet = {
  options: SheetOptions
  canWrite: boolean
  /** Today in the workspace's zone. */
  today: string
  save: (row: EntryPointView, patch: EntryPointPatch) => Promise<InlineSaveOutcome>
}

const SheetContext = createContext<Sheet | null>(null)

export function useSheet(): Sheet {
  const sheet = useContext(SheetContext)
  if (!sheet) throw new Error('A cell of the sheet stands outside of it.')
  return sheet
}

type SheetProviderProps = Omit<Sheet, 'save'> & {
  /** Called with the row as it was saved. */
  onSaved: (row: SheetRow) => void
  children: ReactNode
}

/** Around the list and the detail: one way to save, one place where a conflict is shown. */
export function SheetProvider({ options, canWrite, today, onSaved, children }: SheetProviderProps) {
  const { save, conflict } = useSaveRow(options, onSaved)
  const sheet = useMemo(() => ({ options, canWrite, today, save }), [options, canWrite, today, save])
  return (
    <SheetContext value={sheet}>
      {children}
      {conflict}
    </SheetContext>
  )
}
