'use client'

import { createContext, type ReactNode, useContext, useRef, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import type { CalendarEntry } from '@/lib/calendar/entries'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import type { Day } from '@/lib/shared/zone-time'
import { carryAction } from './actions'
import { dayText } from './day-words'

type Carrying = {
  /** Moves an entry so that it begins on this day; says so, and offers to undo it. */
  carry: (entry: CalendarEntry, to: Day) => void
  /** What is on its way. */
  moving: string | null
  today: Day
}

const CarryContext = createContext<Carrying>({ carry: () => undefined, moving: null, today: '' })

export function useCarry(): Carrying {
  return useContext(CarryContext)
}

type Met = { entry: CalendarEntry; to: Day; version: number; by: string }

const KINDS = { update: 'update', wave: 'wave', freeze: 'freeze' } as const

function metBy(failure: ActionFailure, entry: CalendarEntry, to: Day): Met | null {
  if (failure.code !== 'stale-version') return null
  const { current, changedBy } = failure.details as {
    current?: { version?: number }
    changedBy?: { name: string } | null
  }
  if (!current?.version) return null
  return { entry, to, version: current.version, by: changedBy?.name ?? 'Somebody else' }
}

/** Moving things from one day to another, with the undo of it and with what happens when two people do it at once. */
export function CarryProvider({ today, children }: { today: Day; children: ReactNode }) {
  const toast = useToast()
  const [moving, setMoving] = useState<string | null>(null)
  const [met, setMet] = useState<Met | null>(null)
  const [, start] = useTransition()
  /** What we wrote ourselves, by entry: a page that is still being drawn shows the version before. */
  const written = useRef(new Map<string, number>())

  function send(entry: CalendarEntry, to: Day, version: number, undoing = false) {
    const kind = KINDS[entry.kind as keyof typeof KINDS]
    setMet(null)
    setMoving(entry.key)
    start(async () => {
      const answer = answerOf(await carryAction({ kind, id: entry.id, version, to }).catch(() => undefined))
      setMoving(null)
      if (!answer.ok) {
        const meeting = metBy(answer, entry, to)
        return meeting ? setMet(meeting) : toast({ text: answer.sentence, tone: 'failed' })
      }
      const { from, version: now } = answer.value
      written.current.set(entry.key, now)
      const undo = { label: 'Undo', onSelect: () => send(entry, from, now, true) }
      const text = `“${entry.title}” was moved ${undoing ? 'back ' : ''}to ${dayText(to, today)}.`
      toast(undoing ? { text } : { text, action: undo })
    })
  }

  function carry(entry: CalendarEntry, to: Day) {
    if (entry.version === null || to === entry.first) return
    send(entry, to, Math.max(entry.version, written.current.get(entry.key) ?? 0))
  }

  return (
    <CarryContext value={{ carry, moving, today }}>
      {children}
      {met ? (
        <Dialog
          open
          onOpenChange={() => setMet(null)}
          size="sm"
          title={`“${met.entry.title}” changed meanwhile`}
          description={`${met.by} changed it after this page was drawn. Nothing was moved. The calendar behind this shows it as it is now.`}
          footer={
            <>
              <DialogClose asChild>
                <Button variant="ghost">Leave it as it is now</Button>
              </DialogClose>
              <Button variant="primary" onClick={() => send(met.entry, met.to, met.version)}>
                Move it to {dayText(met.to, today)} all the same
              </Button>
            </>
          }
        />
      ) : null}
    </CarryContext>
  )
}
