'use client'

import { Plus } from 'lucide-react'
import { ConflictDialog } from '@/components/form/conflict-dialog'
import { TextareaField, TextField } from '@/components/form/text-field'
import { useHotkeys } from '@/components/keys/use-hotkeys'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { Select } from '@/components/ui/select'
import { checkPolicy } from '@/lib/policy/check-rules'
import type { PolicyClass } from '@/lib/policy/schema'
import {
  CLASS_KEYS,
  type ClassKey,
  LIST_KEYS,
  POLICY_LIMITS,
  SCENARIO_KINDS,
  type ScenarioKind,
} from '@/lib/policy/vocabulary'
import { SCENARIO_WORDS } from '@/lib/policy/words'
import { ChecksPanel } from './checks-panel'
import { ClassEditor } from './class-editor'
import { conflictParts } from './draft-conflict'
import { ListEditor } from './list-editor'
import { SaveBar } from './save-bar'
import { ScenarioEditor } from './scenario-editor'
import { type DraftText, useDraft } from './use-draft'

type Draft = ReturnType<typeof useDraft>
type Checks = ReturnType<typeof checkPolicy>

/** The draft with everything that is checked about it while it is typed. */
export function DraftEditor({
  id,
  number,
  saved,
}: {
  id: string
  number: number
  saved: DraftText & { version: number }
}) {
  const draft = useDraft(id, saved)
  const checks = checkPolicy(draft.text.content, draft.text.scenarios)
  useHotkeys([{ keys: 'mod+s', label: 'Save the draft', group: 'Naming policy', run: () => void draft.save() }])
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
      <div className="space-y-5">
        <Frame draft={draft} />
        <Lists draft={draft} />
        {CLASS_KEYS.map((key) => (
          <ClassEditor
            key={key}
            classKey={key}
            content={draft.text.content}
            onChange={(change) => draft.setContent({ classes: withClass(draft, key, change) })}
          />
        ))}
        <Scenarios draft={draft} checks={checks} />
      </div>
      <div className="space-y-5 lg:sticky lg:top-[calc(var(--frame-top)+16px)]">
        <ChecksPanel checks={checks} />
        <SaveBar id={id} number={number} draft={draft} />
      </div>
      {draft.overtaken ? (
        <ConflictDialog
          open
          onOpenChange={draft.giveUp}
          subject={`Version ${number}`}
          theirName={draft.overtaken.by}
          fields={conflictParts(draft.text, draft.overtaken.theirs)}
          pending={draft.pending}
          onResolve={draft.resolve}
        />
      ) : null}
    </div>
  )
}

function withClass({ text }: Draft, key: ClassKey, change: Partial<PolicyClass>) {
  const { classes } = text.content
  return { ...classes, [key]: { ...classes[key], ...change } }
}

function Frame({ draft }: { draft: Draft }) {
  const { content } = draft.text
  return (
    <Panel title="For everybody">
      <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_180px]">
        <TextareaField
          label="Purpose"
          rows={2}
          maxLength={POLICY_LIMITS.purpose}
          value={content.purpose}
          help="Why there is a policy, in a sentence or two. It stands on top of the page."
          onChange={(event) => draft.setContent({ purpose: event.target.value })}
        />
        <TextField
          label="Longest handle"
          type="number"
          min={3}
          max={35}
          value={content.maxLength}
          help="WhatsApp allows 35 characters."
          onChange={(event) => {
            const length = Number.parseInt(event.target.value, 10)
            if (length >= 3 && length <= 35) draft.setContent({ maxLength: length })
          }}
        />
      </div>
    </Panel>
  )
}

function Lists({ draft }: { draft: Draft }) {
  const { lists } = draft.text.content
  return (
    <Panel title="What handles are made of">
      <div className="grid gap-x-6 gap-y-5 md:grid-cols-2">
        {LIST_KEYS.map((key) => (
          <ListEditor
            key={key}
            listKey={key}
            typed={draft.typed[key]}
            open={lists[key].open}
            problems={draft.problems[key]}
            onType={(text) => draft.setTyped({ [key]: text })}
            onOpen={(open) => draft.setContent({ lists: { ...lists, [key]: { ...lists[key], open } } })}
          />
        ))}
        <TextareaField
          label="Never in a handle"
          machine
          rows={2}
          className="md:col-span-2"
          value={draft.typed.banned}
          error={draft.problems.banned.length > 0 ? draft.problems.banned : undefined}
          help="Words that no handle may contain, one on a line; the reason behind an equals sign."
          onChange={(event) => draft.setTyped({ banned: event.target.value })}
        />
      </div>
    </Panel>
  )
}

function Scenarios({ draft, checks }: { draft: Draft; checks: Checks }) {
  const { scenarios } = draft.text
  const add = (kind: ScenarioKind) => draft.setScenarios([...scenarios, { kind, text: '', proposals: [] }])
  return (
    <Panel
      padded={false}
      title="Scenarios"
      aside="What comes next, and how each handle must come out"
      className="overflow-visible"
    >
      <ol>
        {scenarios.map((scenario, index) => (
          <ScenarioEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: scenarios have no id while they are typed, and two may be alike.
            key={index}
            scenario={scenario}
            place={index + 1}
            result={checks.run.results[index]}
            onChange={(next) => draft.setScenarios(scenarios.map((one, at) => (at === index ? next : one)))}
            onRemove={() => draft.setScenarios(scenarios.filter((_, at) => at !== index))}
          />
        ))}
      </ol>
      <AddScenario full={scenarios.length >= POLICY_LIMITS.scenarios} onAdd={add} />
    </Panel>
  )
}

function AddScenario({ full, onAdd }: { full: boolean; onAdd: (kind: ScenarioKind) => void }) {
  return (
    <form
      className="flex flex-wrap items-center gap-2 border-t border-line p-4"
      onSubmit={(event) => {
        event.preventDefault()
        const chosen = new FormData(event.currentTarget).get('kind')
        const kind = SCENARIO_KINDS.find((one) => one === chosen)
        if (kind) onAdd(kind)
      }}
    >
      <Select
        name="kind"
        aria-label="Kind of the new scenario"
        className="w-[190px]"
        options={SCENARIO_KINDS.map((kind) => ({ value: kind, label: SCENARIO_WORDS[kind] }))}
      />
      <Button type="submit" size="sm" icon={<Plus />} disabled={full}>
        Add a scenario
      </Button>
    </form>
  )
}
