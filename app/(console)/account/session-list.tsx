'use client'

import { useTransition } from 'react'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import { type ActionAnswer, answerOf } from '@/lib/shared/action-answer'
import { endOtherSessionsAction, endOwnSessionAction } from './actions'
import { agentWords } from './agent-words'

export type SessionRow = {
  id: string
  current: boolean
  createdAt: Date
  lastSeenAt: Date
  address: string | null
  agent: string | null
}

/** Where this person is signed in, with a way to end each. Ending this one is signing out, in the person's menu. */
export function SessionList({ sessions }: { sessions: readonly SessionRow[] }) {
  const [pending, start] = useTransition()
  const toast = useToast()
  const others = sessions.filter((session) => !session.current).length
  function end(run: () => Promise<ActionAnswer<{ ended: number }>>) {
    start(async () => {
      const answer = await run()
      if (answer.ok) toast({ text: answer.value.ended === 1 ? 'That browser is signed out.' : 'They are signed out.' })
      else toast({ tone: 'failed', text: answer.sentence })
    })
  }
  return (
    <Panel
      title="Where you are signed in"
      padded={false}
      actions={
        others > 0 ? (
          <Button size="sm" pending={pending} onClick={() => end(async () => answerOf(await endOtherSessionsAction()))}>
            Sign out everywhere else
          </Button>
        ) : undefined
      }
    >
      <PlainTable label="Sessions" head={['Browser', 'Address', 'Last seen', 'Signed in', { hidden: 'Actions' }]}>
        {sessions.map((session) => (
          <tr key={session.id}>
            <Cell>
              <span className="whitespace-nowrap">{agentWords(session.agent)}</span>
              {session.current ? (
                <State kind="passed" className="ml-3">
                  this browser
                </State>
              ) : null}
            </Cell>
            <Cell tone="machine">{session.address ?? '–'}</Cell>
            <Cell tone="quiet">
              <When at={session.lastSeenAt} style="relative" />
            </Cell>
            <Cell tone="quiet">
              <When at={session.createdAt} />
            </Cell>
            <Cell tone="end">
              {session.current ? null : (
                <Button
                  size="sm"
                  disabled={pending}
                  onClick={() => end(async () => answerOf(await endOwnSessionAction({ sessionId: session.id })))}
                >
                  End
                </Button>
              )}
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </Panel>
  )
}
