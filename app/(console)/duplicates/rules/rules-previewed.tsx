'use client'

import { useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import type { RulesPreview } from '@/lib/duplicates/dedup'
import { answerOf } from '@/lib/shared/action-answer'
import { previewRulesAction } from './actions'
import { type RuleFields, rulesOf } from './fields-of'

type Counted = { about: string; preview: RulesPreview | null; sentence: string | null }

const said = ({ pairs, contacts }: RulesPreview['today']): string =>
  `${formatCount(pairs, 'pair')} of ${formatCount(contacts, 'contact')}`

/** How many of the contacts there are would be flagged, counted from them before anything is saved. */
export function RulesPreviewed({ fields, usable }: { fields: RuleFields; usable: boolean }) {
  const [pending, start] = useTransition()
  const [counted, setCounted] = useState<Counted | null>(null)
  const about = JSON.stringify(fields)
  const count = () =>
    start(async () => {
      const answer = answerOf(await previewRulesAction(rulesOf(fields).matching).catch(() => undefined))
      const preview = answer.ok ? answer.value : null
      setCounted({ about, preview, sentence: answer.ok ? null : answer.sentence })
    })
  const current = counted?.about === about ? counted : null
  return (
    <div className="space-y-2" aria-live="polite">
      {current?.preview ? (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-control">
          <dt className="text-ink-2">The rules in force flag</dt>
          <dd className="tabular">{said(current.preview.today)}</dd>
          <dt className="text-ink-2">These would flag</dt>
          <dd className="tabular font-[550]">{said(current.preview.wanted)}</dd>
        </dl>
      ) : null}
      {current?.sentence ? <Notice tone="problem">{current.sentence}</Notice> : null}
      <Button pending={pending} disabled={!usable} onClick={count}>
        Count what these would flag
      </Button>
    </div>
  )
}
