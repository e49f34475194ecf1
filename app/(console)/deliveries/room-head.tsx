import type { ReactNode } from 'react'
import { PageHead } from '@/components/ui/page-head'
import { maySendTest } from '@/lib/deliveries/send-test'
import type { Actor } from '@/lib/server/actor'
import { SAMPLES } from '@/lib/whatsapp/samples'
import { LiveLine } from './live-line'
import { SendTestDialog } from './send-test-dialog'

type RoomHeadProps = {
  actor: Actor
  /** `readLive(...).mark`, read before the rows of the page. */
  mark: string
  numbers: { id: string; label: string; display: string }[]
  /** What can be done with what is shown. */
  action?: ReactNode
}

/** The top of every page of the room: how the stream of deliveries is doing right now. */
export function RoomHead({ actor, mark, numbers, action }: RoomHeadProps) {
  return (
    <PageHead
      inList
      title="Deliveries"
      sentence={
        <>
          Shadow copy of production. <LiveLine mark={mark} />
        </>
      }
      actions={
        <>
          {action}
          {maySendTest(actor) ? (
            <SendTestDialog
              numbers={numbers}
              variations={SAMPLES.map(({ name, title, reason }) => ({ name, title, reason }))}
            />
          ) : null}
        </>
      }
    />
  )
}
