'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import { Fieldset, RadioField } from '@/components/form/choice-field'
import { SelectField } from '@/components/form/select-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import { formatNumber } from '@/components/ui/format-number'
import {
  CODE_LEVELS,
  CODE_SIZES,
  LINK_KINDS,
  type LinkForm,
  type LinkKind,
  MOST_MARGIN,
  writeLinkForm,
} from '@/lib/entry-points/links-form'

type NumberChoice = { id: string; label: string; displayNumber: string }

type LinkFieldsProps = {
  form: LinkForm
  problem: { field: 'target' | 'text'; sentence: string } | null
  /** The entry point the link is for; kept in the address. */
  row: string
  numbers: readonly NumberChoice[]
}

const KIND_WORDS: Record<LinkKind, { label: string; help: string }> = {
  number: { label: 'By number', help: 'wa.me and the digits. Reaches the number for as long as it is yours.' },
  handle: { label: 'By username', help: 'wa.me and the name. Stops reaching you when the name changes.' },
  message: { label: 'By message code', help: 'A link made in WhatsApp, bound to a number and not to a name.' },
}

const TARGET: Record<LinkKind, { label: string; help: string }> = {
  number: { label: 'Number', help: 'With its country code.' },
  handle: { label: 'Username', help: 'With or without the @.' },
  message: { label: 'Code or link', help: 'As in https://wa.me/message/ABCDEF123456.' },
}

const TEXT_LIMITS: Record<LinkKind, number> = { number: 4_096, handle: 4_096, message: 140 }
const LEVEL_WORDS = { L: 'L, 7 %', M: 'M, 15 %', Q: 'Q, 25 %', H: 'H, 30 %' } as const
const SOON_MS = 350

/** The form of the builder. It lives in the address, so a link can be shared as it is being discussed. */
export function LinkFields({ form, problem, row, numbers }: LinkFieldsProps) {
  const router = useRouter()
  const [draft, setDraft] = useState(form)
  const [pending, start] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  function change(part: Partial<LinkForm>) {
    const next = { ...draft, ...part }
    setDraft(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      const query = writeLinkForm(next, { row })
      start(() => router.replace(`/entry-points/links${query ? `?${query}` : ''}`, { scroll: false }))
    }, SOON_MS)
  }
  const { kind } = draft
  const error = (field: 'target' | 'text') => (problem?.field === field && !pending ? problem.sentence : undefined)
  return (
    <div className="space-y-5" aria-busy={pending || undefined}>
      <Fieldset legend="How the link finds you">
        {LINK_KINDS.map((one) => (
          <RadioField
            key={one}
            name="kind"
            value={one}
            label={KIND_WORDS[one].label}
            help={KIND_WORDS[one].help}
            checked={kind === one}
            onChange={() => change({ kind: one, target: '' })}
          />
        ))}
      </Fieldset>
      <TextField
        label={TARGET[kind].label}
        help={TARGET[kind].help}
        machine
        value={draft.target}
        error={error('target')}
        list={kind === 'number' ? 'business-numbers' : undefined}
        maxLength={300}
        autoComplete="off"
        onChange={(event) => change({ target: event.target.value })}
      />
      <datalist id="business-numbers">
        {numbers.map((number) => (
          <option key={number.id} value={number.displayNumber} label={number.label} />
        ))}
      </datalist>
      <TextareaField
        label="Text it fills in"
        required={false}
        rows={3}
        value={draft.text}
        error={error('text')}
        help={`${formatNumber(draft.text.length)} of ${formatNumber(TEXT_LIMITS[kind])} characters.`}
        onChange={(event) => change({ text: event.target.value })}
      />
      <CodeFields draft={draft} change={change} />
    </div>
  )
}

function CodeFields({ draft, change }: { draft: LinkForm; change: (part: Partial<LinkForm>) => void }) {
  return (
    <div className="grid gap-4 border-t border-line pt-4 md:grid-cols-3">
      <SelectField
        label="Error correction"
        help="How much may be dirty or covered."
        value={draft.level}
        options={CODE_LEVELS.map((level) => ({ value: level, label: LEVEL_WORDS[level] }))}
        onChange={(event) => change({ level: CODE_LEVELS.find((one) => one === event.target.value) ?? 'M' })}
      />
      <SelectField
        label="Margin"
        help="White around the code, in modules."
        value={String(draft.margin)}
        options={Array.from({ length: MOST_MARGIN + 1 }, (_, n) => ({ value: String(n), label: String(n) }))}
        onChange={(event) => change({ margin: Number(event.target.value) })}
      />
      <SelectField
        label="PNG size"
        help="The SVG is sharp at every size."
        value={String(draft.size)}
        options={CODE_SIZES.map((size) => ({ value: String(size), label: `${formatNumber(size)} px` }))}
        onChange={(event) => change({ size: CODE_SIZES.find((one) => String(one) === event.target.value) ?? 1024 })}
      />
    </div>
  )
}
