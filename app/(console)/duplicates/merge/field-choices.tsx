'use client'

import { useId } from 'react'
import { Radio } from '@/components/ui/radio'
import type { Pickable, Side } from '@/lib/merges/model'
import { FIELD_WORDS } from '@/lib/merges/vocabulary'
import type { MergeChoices } from './use-merge'

export type FieldRow = { field: Pickable; survivor: string | null; merged: string | null; from: Side }

type Option = { key: string; words: string; chosen: boolean; choose: () => void }

function Choices({ legend, options }: { legend: string; options: readonly Option[] }) {
  const id = useId()
  return (
    <fieldset className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0 sm:grid-cols-[150px_minmax(0,1fr)]">
      <legend className="contents">
        <span className="text-small text-ink-2">{legend}</span>
      </legend>
      <div className="flex flex-wrap gap-x-6 gap-y-1.5">
        {options.map(({ key, words, chosen, choose }) => (
          <span key={key} className="flex items-center gap-2">
            <Radio id={`${id}-${key}`} name={id} checked={chosen} onChange={choose} />
            <label htmlFor={`${id}-${key}`} className="text-control [overflow-wrap:anywhere]">
              {words}
            </label>
          </span>
        ))}
      </div>
    </fieldset>
  )
}

function Fixed({ legend, words }: { legend: string; words: string }) {
  return (
    <div className="grid gap-x-4 border-b border-line px-4 py-2.5 last:border-b-0 sm:grid-cols-[150px_minmax(0,1fr)]">
      <span className="text-small text-ink-2">{legend}</span>
      <span className="text-control [overflow-wrap:anywhere]">{words}</span>
    </div>
  )
}

/** Field by field: whose value stays. Where only one has a value, or both the same, there is nothing to choose. */
export function FieldChoices({ rows, choices }: { rows: readonly FieldRow[]; choices: MergeChoices }) {
  return rows.map(({ field, survivor, merged, from }) => {
    const legend = FIELD_WORDS[field]
    if (survivor === merged || survivor === null || merged === null) {
      return <Fixed key={field} legend={legend} words={survivor ?? merged ?? 'neither has one'} />
    }
    const chosen = choices.picks[field] ?? from
    const option = (side: Side, words: string): Option => {
      return { key: side, words, chosen: chosen === side, choose: () => choices.pick(field, side) }
    }
    return <Choices key={field} legend={legend} options={[option('survivor', survivor), option('merged', merged)]} />
  })
}

type LabelChoicesProps = { survivor: readonly string[]; merged: readonly string[]; choices: MergeChoices }

export function LabelChoices({ survivor, merged, choices }: LabelChoicesProps) {
  const both = [...new Set([...survivor, ...merged])].sort()
  const isSame = both.length === survivor.length && both.length === merged.length
  const words = (labels: readonly string[]) => (labels.length > 0 ? labels.join(', ') : 'none')
  if (isSame || merged.length === 0) return <Fixed legend="Labels" words={words(both)} />
  const chosen = choices.picks.labels ?? 'both'
  const option = (key: 'both' | Side, text: string): Option => {
    return { key, words: text, chosen: chosen === key, choose: () => choices.pickLabels(key) }
  }
  return (
    <Choices
      legend="Labels"
      options={[
        option('both', `of both: ${words(both)}`),
        option('survivor', `of the one that stays: ${words(survivor)}`),
        option('merged', `of the other: ${words(merged)}`),
      ]}
    />
  )
}
