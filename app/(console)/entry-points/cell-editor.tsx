'use client'

import { type FocusEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { TEXT_LIMITS } from '@/lib/entry-points/limits'
import { choicesOf, isLong, isMachine } from './cell-choices'
import { FIELD_WORDS, type SheetField } from './field-words'
import type { SheetOptions } from './sheet-context'

/** Where one goes after an edit. */
export type EditLeave = 'down' | 'right' | 'left' | 'stay' | 'blur'

export type CellEditorProps = {
  field: SheetField
  /** What the row is called, for a screen reader. */
  rowName: string
  value: string
  options: SheetOptions
  /** Why the server did not take it. */
  refusal: string | null
  /** Somebody else saved this row since the editor was opened; saving will ask which value to keep. */
  meanwhile: string | null
  onSave: (value: string, leave: EditLeave) => void
  onGiveUp: () => void
}

const FIELD =
  'block w-full min-w-0 bg-surface px-2.5 text-ink shadow-[inset_0_0_0_2px_var(--accent)] outline-none aria-invalid:shadow-[inset_0_0_0_2px_var(--block)]'

/**
 * The editor of one cell: a list for what is chosen from one, a day for dates, several lines for long texts, one line
 * for the rest. Enter saves and goes down, Tab saves and goes on, Escape gives up, leaving it saves.
 */
export default function CellEditor(props: CellEditorProps) {
  const [draft, setDraft] = useState(props.value)
  const hint = useId()
  const events = useEditorEvents(props, draft)
  const { field, rowName, refusal, meanwhile } = props
  const shared = {
    'aria-label': `${FIELD_WORDS[field]} of ${rowName}`,
    'aria-invalid': refusal ? true : undefined,
    'aria-describedby': refusal || meanwhile ? hint : undefined,
    value: draft,
    onChange: (event: { target: { value: string } }) => setDraft(event.target.value),
  }
  return (
    <span className="relative block w-full self-start font-sans" {...events}>
      <EditorField {...props} shared={shared} />
      {refusal || meanwhile ? (
        <span
          id={hint}
          role={refusal ? 'alert' : 'status'}
          className={classNames(
            'absolute top-full left-0 z-[4] block w-max max-w-80 min-w-full rounded-b-md border-t px-2.5 py-1 text-small font-medium whitespace-normal shadow-float',
            refusal ? 'border-block bg-block-soft text-block' : 'border-wait bg-wait-soft text-wait',
          )}
        >
          {refusal ?? meanwhile}
        </span>
      ) : null}
    </span>
  )
}

type Shared = {
  'aria-label': string
  'aria-invalid': boolean | undefined
  'aria-describedby': string | undefined
  value: string
  onChange: (event: { target: { value: string } }) => void
}

const takeFocus = (element: HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | null) => {
  if (!element || element.contains(document.activeElement)) return
  element.focus({ preventScroll: true })
  if (element instanceof HTMLInputElement && element.type === 'text') element.select()
}

function EditorField({ field, options, shared }: CellEditorProps & { shared: Shared }) {
  const choices = choicesOf(field, options)
  const list = useId()
  if (choices) {
    return (
      <select ref={takeFocus} {...shared} className={classNames(FIELD, 'h-(--row-height)')}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    )
  }
  if (isLong(field)) {
    return (
      <textarea
        ref={takeFocus}
        {...shared}
        rows={5}
        maxLength={TEXT_LIMITS[field === 'notes' ? 'notes' : 'rollbackPath']}
        className={classNames(FIELD, 'w-[max(100%,320px)] resize rounded-b-md py-1.5 shadow-float')}
      />
    )
  }
  const owners = field === 'owner' ? options.owners.filter((owner) => owner.value) : []
  return (
    <>
      <input
        ref={takeFocus}
        type={field === 'updateDate' ? 'date' : 'text'}
        {...shared}
        spellCheck={!isMachine(field)}
        list={owners.length > 0 ? list : undefined}
        className={classNames(FIELD, 'h-(--row-height)', isMachine(field) && 'machine')}
      />
      {owners.length > 0 ? (
        <datalist id={list}>
          {owners.map((owner) => (
            <option key={owner.value} value={owner.label} />
          ))}
        </datalist>
      ) : null}
    </>
  )
}

function useEditorEvents({ field, refusal, onSave, onGiveUp }: CellEditorProps, draft: string) {
  // Enter, Tab and Escape close the editor, which then loses the focus: that is not another wish to save.
  const settled = useRef(false)
  const save = (leave: EditLeave) => {
    settled.current = true
    onSave(draft, leave)
  }
  return {
    onKeyDown(event: KeyboardEvent) {
      // In long texts Shift or Alt with Enter is a new line, as in a spreadsheet.
      const newLine = event.key === 'Enter' && isLong(field) && (event.shiftKey || event.altKey)
      if (newLine || !['Enter', 'Tab', 'Escape'].includes(event.key) || event.nativeEvent.isComposing) return
      event.preventDefault()
      event.stopPropagation()
      if (event.key === 'Enter') return save('down')
      if (event.key === 'Tab') return save(event.shiftKey ? 'left' : 'right')
      settled.current = true
      onGiveUp()
    },
    onBlur(event: FocusEvent) {
      if (settled.current || refusal || event.currentTarget.contains(event.relatedTarget)) return
      // The window lost the focus, not the cell.
      if (document.activeElement === event.target) return
      save('blur')
    },
  }
}
