'use client'

import { useState } from 'react'
import { ConflictDialog } from '@/components/form/conflict-dialog'
import { TextField } from '@/components/form/text-field'
import { useRecordSave } from '@/components/form/use-record-save'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { useToast } from '@/components/ui/toast'
import type { DedupRules } from '@/lib/duplicates/dedup-rules'
import { readRules } from '@/lib/duplicates/dedup-rules'
import { answerOf } from '@/lib/shared/action-answer'
import { saveRulesAction } from './actions'
import { changesOf, fieldsOf, problemsOf, type RuleFields, rulesOf } from './fields-of'
import { FlagFields, labelOf, MatchingFields, saidOf } from './rule-fields'
import { RulesPreviewed } from './rules-previewed'

/** The rules as they are, to be changed: what speaks for a pair, what happens by itself, and what would follow. */
export function RulesForm({ version, rules }: { version: number; rules: DedupRules }) {
  const toast = useToast()
  const [fields, setFields] = useState<RuleFields>(() => fieldsOf(rules))
  const [note, setNote] = useState('')
  const { save, resolve, pending, failure, stale, giveUp } = useRecordSave<RuleFields>({
    version,
    read: (current) => {
      const { matching, actions } = current as { matching?: unknown; actions?: unknown }
      return fieldsOf(readRules(matching, actions))
    },
    send: async (wanted, over) => {
      const sent = { ...rulesOf(wanted), note: note.trim() || null, version: over }
      return answerOf(await saveRulesAction(sent).catch(() => undefined))
    },
    onSaved: () => {
      setNote('')
      toast({ text: 'The new rules are in force. Everybody is being looked at by them.' })
    },
  })
  const problems = problemsOf(fields)
  const changes = changesOf(fields, rules)
  const canSave = Object.keys(problems).length === 0 && changes.length > 0
  const set = (name: string, value: string) => setFields((before) => ({ ...before, [name]: value }))
  return (
    <form
      aria-label="Duplicate rules"
      className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
      onSubmit={(event) => {
        event.preventDefault()
        if (canSave) void save(fields)
      }}
    >
      <div className="space-y-4">
        <Panel title="What makes two contacts a possible duplicate">
          <MatchingFields {...{ fields, problems, set }} />
        </Panel>
        <Panel title="What happens by itself">
          <FlagFields {...{ fields, set }} />
        </Panel>
      </div>
      <Panel title="What would change" className="lg:sticky lg:top-4">
        <div className="space-y-3">
          {failure ? (
            <Notice tone="problem" live>
              {failure.sentence}
            </Notice>
          ) : null}
          {changes.length === 0 ? (
            <p className="text-control text-ink-2">
              {Object.keys(problems).length > 0 ? 'A number cannot be used yet.' : 'Nothing yet.'}
            </p>
          ) : (
            <ul className="list-disc space-y-1 pl-4 text-control">
              {changes.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
          <RulesPreviewed fields={fields} usable={Object.keys(problems).length === 0} />
          <TextField
            label="Why"
            help="Kept with the version, in the audit log."
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.target.value)}
          />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={pending} disabled={!canSave}>
              Put in force
            </Button>
            {changes.length > 0 ? (
              <Button variant="ghost" onClick={() => setFields(fieldsOf(rules))}>
                Discard
              </Button>
            ) : null}
          </div>
        </div>
      </Panel>
      {stale ? (
        <ConflictDialog
          open
          onOpenChange={giveUp}
          subject="The duplicate rules"
          theirName={stale.by}
          pending={pending}
          fields={Object.keys(fields).map((name) => ({
            field: name,
            label: labelOf(name),
            mine: saidOf(name, fields[name] ?? ''),
            theirs: saidOf(name, stale.theirs[name] ?? ''),
            same: fields[name] === stale.theirs[name],
          }))}
          onResolve={(choices) => setFields(resolve(fields, choices))}
        />
      ) : null}
    </form>
  )
}
