'use client'

import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import type { SheetChoices } from '@/lib/entry-points/queries'
import { askForRows } from './ask-for-rows'
import { queryOf } from './list'
import { ListAddress, useListState } from './list-address'
import { SheetProvider } from './sheet-context'
import { toOptions } from './sheet-options'
import type { SheetPart, SheetRow } from './sheet-row'
import { SheetStore } from './sheet-store'
import { type LiveLink, type OthersNews, useSheetLive } from './use-sheet-live'

type Work = {
  store: SheetStore
  me: string
  choices: SheetChoices
  link: LiveLink
  others: OthersNews | null
}

const WorkContext = createContext<Work | null>(null)

/** The rows the browser has, and what is known of other people's work on them. */
export function useSheetWork(): Work {
  const work = useContext(WorkContext)
  if (!work) throw new Error('This belongs to the list of the sheet and stands outside of it.')
  return work
}

/** Reads the rows of the list again, where there is one; on the page of a single row it does nothing. */
export function useSheetRefresh(): () => void {
  const work = useContext(WorkContext)
  return () => void work?.store.refresh()
}

/** The state of the rows; the component is drawn again whenever something about them changes. */
export function useSheetState(store: SheetStore) {
  useSyncExternalStore(store.subscribe, store.version, store.version)
  return store.read()
}

type SheetWorkProps = {
  /** The first rows as the server read them, and for which list. */
  part: SheetPart
  query: string
  choices: SheetChoices
  me: string
  canWrite: boolean
  today: string
  children: ReactNode
}

/** Around the list and its detail: the rows, the way they are saved, and the line to what others do. */
export function SheetWork({ part, query, choices, me, canWrite, today, children }: SheetWorkProps) {
  const router = useRouter()
  const [store] = useState(() => new SheetStore(query, part, askForRows))
  const state = useListState()
  const shown = queryOf(state)
  useEffect(() => store.adopt(query, part), [store, query, part])
  useEffect(() => void store.show(shown), [store, shown])
  const names = useMemo(() => new Map(choices.owners.map((owner) => [owner.memberId, owner.name])), [choices])
  const nameOf = useCallback((memberId: string) => names.get(memberId), [names])
  const { link, others } = useSheetLive({ store, me, nameOf })
  const { open } = state
  const onSaved = useCallback(
    (row: SheetRow) => {
      store.put(row)
      // The open detail is drawn by the server: its states and its history have changed.
      if (row.id === open) startTransition(() => router.refresh())
    },
    [store, router, open],
  )
  const options = useMemo(() => toOptions(choices), [choices])
  const work = useMemo(() => ({ store, me, choices, link, others }), [store, me, choices, link, others])
  return (
    <WorkContext value={work}>
      <ListAddress>
        <SheetProvider options={options} canWrite={canWrite} today={today} onSaved={onSaved}>
          {children}
        </SheetProvider>
      </ListAddress>
    </WorkContext>
  )
}
