'use client'

import { useState, useTransition } from 'react'
import { SelectField } from '@/components/form/select-field'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { answerOf } from '@/lib/shared/action-answer'
import { createFeedAction } from '../actions'

type NewFeedProps = { base: string; waves: readonly { id: string; title: string }[] }

/** Makes an address. It is shown here this once, and nowhere else. */
export function NewFeed({ base, waves }: NewFeedProps) {
  const [waveId, setWaveId] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, start] = useTransition()
  function make() {
    start(async () => {
      const answer = answerOf(await createFeedAction({ waveId: waveId || null }).catch(() => undefined))
      setProblem(answer.ok ? null : answer.sentence)
      if (answer.ok) setMade(`${base}/calendar/${answer.value.token}.ics`)
    })
  }
  return (
    <Panel title="Make an address">
      <div className="space-y-3">
        <div className="flex flex-wrap items-end gap-3">
          <SelectField
            className="min-w-56 flex-1"
            label="What it shows"
            placeholder="My work, with all waves and freeze windows"
            value={waveId}
            options={waves.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(event) => setWaveId(event.target.value)}
          />
          <Button variant="primary" pending={pending} onClick={make}>
            Make an address
          </Button>
        </div>
        {problem ? (
          <Notice tone="problem" live>
            {problem}
          </Notice>
        ) : null}
        {made ? (
          <Notice tone="done" live title="The address is made.">
            Paste it into your calendar program as a subscription. It is shown this once; whoever has it can read it.
            <span className="mt-2 flex items-center gap-1.5">
              <Mono className="min-w-0 [overflow-wrap:anywhere]">{made}</Mono>
              <CopyButton value={made} what="calendar address" />
            </span>
          </Notice>
        ) : null}
      </div>
    </Panel>
  )
}
