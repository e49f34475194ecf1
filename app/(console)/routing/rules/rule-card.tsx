'use client'

import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useId } from 'react'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { IconButton } from '@/components/ui/icon-button'
import type { RoutingRule } from '@/lib/routing/schema'
import { type RuleNames, ruleWords } from '@/lib/routing/words'
import { type RuleChoices, RuleForm } from './rule-form'

type RuleCardProps = {
  rule: RoutingRule
  /** From 1. */
  place: number
  last: number
  names: RuleNames
  choices: RuleChoices
  open: boolean
  onToggle: () => void
  onMove: (by: -1 | 1) => void
  onChange: (rule: RoutingRule) => void
  onRemove: () => void
}

/** One rule as a sentence, with its place in the order and the form behind it. */
export function RuleCard(props: RuleCardProps) {
  const { rule, place, last, names, choices, open, onToggle, onMove, onChange, onRemove } = props
  const formId = useId()
  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(event.key === 'ArrowUp' ? -1 : 1)
  }
  // Alt and an arrow key work from every control inside; each also has a button.
  return (
    <li
      onKeyDown={onKeyDown}
      className={classNames('rounded-lg border bg-surface', open ? 'border-accent' : 'border-line')}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
        <span className="tabular w-5 shrink-0 text-control text-ink-3">{place}</span>
        <p className="min-w-0 flex-1 basis-60 text-control">{ruleWords(rule, names)}</p>
        <span className="flex items-center gap-0.5">
          <IconButton
            size="sm"
            label={`Move rule ${place} up`}
            shortcut="Alt ↑"
            disabled={place === 1}
            onClick={() => onMove(-1)}
          >
            <ArrowUp />
          </IconButton>
          <IconButton
            size="sm"
            label={`Move rule ${place} down`}
            shortcut="Alt ↓"
            disabled={place === last}
            onClick={() => onMove(1)}
          >
            <ArrowDown />
          </IconButton>
          <IconButton size="sm" label={`Remove rule ${place}`} onClick={onRemove}>
            <Trash2 />
          </IconButton>
          <Button
            size="sm"
            variant="ghost"
            icon={<Pencil />}
            aria-expanded={open}
            aria-controls={formId}
            aria-label={open ? `Close rule ${place}` : `Edit rule ${place}`}
            onClick={onToggle}
          >
            {open ? 'Done' : 'Edit'}
          </Button>
        </span>
      </div>
      <div id={formId} hidden={!open} className="border-t border-line px-4 py-4">
        {open ? <RuleForm rule={rule} choices={choices} onChange={onChange} /> : null}
      </div>
    </li>
  )
}
