'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { SelectField } from '@/components/form/select-field'
import { Button } from '@/components/ui/button'
import type { RulesView } from '@/lib/routing/queries'
import type { RoutingRule } from '@/lib/routing/schema'
import { ruleNames } from '@/lib/routing/words'
import { moved } from './draft-rules'
import { RuleCard } from './rule-card'
import { SaveBar } from './save-bar'

export type Draft = { rules: RoutingRule[]; defaultWorkflowId: string }

function newRule(workflowId: string): RoutingRule {
  return { id: `rule_${crypto.randomUUID()}`, workflowId, when: {} }
}

/** A node that is moved in the document loses the focus; it gets it back, or its rule does when the button ended. */
function keepFocus(): void {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement)) return
  requestAnimationFrame(() => {
    focused.focus()
    if (document.activeElement === focused) return
    focused.closest('li')?.querySelector<HTMLElement>('button[aria-expanded]')?.focus()
  })
}

/**
 * The rules in order, to be changed and saved as one version. Nothing is stored before "Save"; a rule is moved with its
 * buttons, or with Alt and an arrow key while something in it has the focus.
 */
export function RulesEditor({ view }: { view: RulesView }) {
  const [draft, setDraft] = useState<Draft>({ rules: view.rules, defaultWorkflowId: view.defaultWorkflowId ?? '' })
  const [openId, setOpenId] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const names = ruleNames(view)
  const setRules = (change: (rules: RoutingRule[]) => RoutingRule[]) =>
    setDraft((before) => ({ ...before, rules: change(before.rules) }))

  function move(index: number, by: -1 | 1) {
    keepFocus()
    setRules((rules) => moved(rules, index, by))
    const to = Math.min(Math.max(index + by, 0), draft.rules.length - 1)
    setSaid(`Rule ${index + 1} is now rule ${to + 1} of ${draft.rules.length}.`)
  }

  function add() {
    const rule = newRule(view.workflows[0]?.id ?? '')
    setRules((rules) => [...rules, rule])
    setOpenId(rule.id)
  }

  return (
    <div className="space-y-4">
      <p className="text-control text-ink-2">
        The rules are asked from the top. The first whose conditions all hold decides; the default takes the rest.
      </p>
      <ol aria-label="Routing rules" className="space-y-2">
        {draft.rules.map((rule, index) => (
          <RuleCard
            key={rule.id}
            rule={rule}
            place={index + 1}
            last={draft.rules.length}
            names={names}
            choices={view}
            open={openId === rule.id}
            onToggle={() => setOpenId(openId === rule.id ? null : rule.id)}
            onMove={(by) => move(index, by)}
            onChange={(changed) => setRules((rules) => rules.map((one) => (one.id === rule.id ? changed : one)))}
            onRemove={() => {
              setRules((rules) => rules.filter((one) => one.id !== rule.id))
              setSaid(`Rule ${index + 1} was removed. It is gone when you save.`)
            }}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      <Button icon={<Plus />} onClick={add}>
        Add rule
      </Button>
      <div className="rounded-lg border border-line bg-surface px-4 py-3">
        <SelectField
          label="Everything else goes to"
          help="The default is required: a message that no rule takes must not end up nowhere."
          required
          className="max-w-[360px]"
          placeholder="Choose a workflow"
          value={draft.defaultWorkflowId}
          options={view.workflows.map((workflow) => ({ value: workflow.id, label: workflow.name }))}
          onChange={(event) => setDraft((before) => ({ ...before, defaultWorkflowId: event.target.value }))}
        />
      </div>
      <SaveBar
        draft={draft}
        version={view.version}
        onDiscard={() => setDraft({ rules: view.rules, defaultWorkflowId: view.defaultWorkflowId ?? '' })}
      />
    </div>
  )
}
