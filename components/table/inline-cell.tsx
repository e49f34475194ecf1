'use client'

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { classNames } from '../ui/class-names'
import type { SelectOption } from '../ui/select'
import { Spinner } from '../ui/spinner'

export type InlineSaveOutcome = { ok: true } | { ok: false; message: string }

type InlineCellProps = {
  /** What is edited, for a screen reader: "New destination of Till receipt QR code". */
  label: string
  /** The stored value; for a date "2026-11-24", for nothing "". */
  value: string
  /** How the value reads while nobody edits it; the value itself unless given. */
  display?: ReactNode
  /** What stands there while it is empty: "add owner". */
  placeholder?: string
  kind?: 'text' | 'select' | 'date'
  options?: readonly SelectOption[]
  machine?: boolean
  /** Writes the value. A refusal is shown under the cell and what was typed stays. */
  onSave: (value: string) => Promise<InlineSaveOutcome>
}

const NO_ANSWER = 'The server did not answer. What you typed is still here; try again.'

type Mode = { at: 'rest' } | { at: 'editing'; refusal: string | null } | { at: 'saving' }

/**
 * A cell that is edited where it stands: Enter, F2 or a click opens it, Enter and Tab save, Escape gives up, leaving it
 * saves. While the answer is on its way the new value shows; a refusal brings back what was typed.
 */
export function InlineCell(props: InlineCellProps) {
  const { mode, draft, button, setDraft, edit, giveUp, save } = useInlineEdit(props)
  if (mode.at === 'editing') {
    return (
      <InlineEditor
        {...props}
        draft={draft}
        refusal={mode.refusal}
        onDraft={setDraft}
        onSave={save}
        onGiveUp={giveUp}
      />
    )
  }
  const { label, value, display, placeholder = 'add', machine } = props
  const saving = mode.at === 'saving'
  return (
    <button
      ref={button}
      type="button"
      data-inline-cell
      aria-label={`Edit ${label}: ${value ? draftLabel(props, value) : 'empty'}`}
      aria-busy={saving || undefined}
      onClick={edit}
      onKeyDown={(event) => {
        if (event.key === 'F2') edit()
      }}
      className={classNames(
        'flex min-h-[35px] w-full items-center gap-1.5 truncate px-2.5 text-left -outline-offset-2 hover:shadow-[inset_0_0_0_1px_var(--edge)] group-data-[density=compact]/list:min-h-[26px] max-md:-mx-2.5 max-md:min-h-7 max-md:rounded-md print:min-h-0 print:px-0',
        machine && 'machine',
      )}
    >
      <span className="min-w-0 flex-1 truncate">
        {saving ? draftLabel(props, draft) : value ? (display ?? draftLabel(props, value)) : null}
        {!saving && !value ? <span className="font-sans text-ink-3">{placeholder}</span> : null}
      </span>
      {saving ? <Spinner /> : null}
    </button>
  )
}

function useInlineEdit({ value, onSave }: InlineCellProps) {
  const [mode, setMode] = useState<Mode>({ at: 'rest' })
  const [draft, setDraft] = useState(value)
  const button = useRef<HTMLButtonElement>(null)
  const returnFocus = () => requestAnimationFrame(() => button.current?.focus())
  function edit() {
    setDraft(value)
    setMode({ at: 'editing', refusal: null })
  }
  function giveUp() {
    setMode({ at: 'rest' })
    returnFocus()
  }
  async function save(next: string, keepFocus: boolean) {
    if (next === value) return keepFocus ? giveUp() : setMode({ at: 'rest' })
    setMode({ at: 'saving' })
    if (keepFocus) returnFocus()
    const outcome = await onSave(next).catch((): InlineSaveOutcome => ({ ok: false, message: NO_ANSWER }))
    setMode(outcome.ok ? { at: 'rest' } : { at: 'editing', refusal: outcome.message })
  }
  return { mode, draft, button, setDraft, edit, giveUp, save }
}

function draftLabel({ options }: InlineCellProps, value: string): string {
  return options?.find((option) => option.value === value)?.label ?? value
}

type EditorProps = Omit<InlineCellProps, 'onSave'> & {
  draft: string
  refusal: string | null
  onDraft: (value: string) => void
  onSave: (value: string, keepFocus: boolean) => void
  onGiveUp: () => void
}

const takeFocus = (element: HTMLInputElement | HTMLSelectElement | null) => {
  if (!element || element.contains(document.activeElement)) return
  element.focus()
  if (element instanceof HTMLInputElement && element.type === 'text') element.select()
}

function InlineEditor(props: EditorProps) {
  const { label, kind = 'text', options = [], machine, draft, refusal } = props
  const errorId = useId()
  const shared = {
    'aria-label': label,
    'aria-invalid': refusal ? true : undefined,
    'aria-describedby': refusal ? errorId : undefined,
    value: draft,
    className: classNames(
      'block h-[35px] w-full min-w-0 bg-surface px-2.5 text-ink shadow-[inset_0_0_0_2px_var(--accent)] outline-none aria-invalid:shadow-[inset_0_0_0_2px_var(--block)] group-data-[density=compact]/list:h-[26px]',
      machine && 'machine',
    ),
    ...useEditorEvents(props),
  }
  return (
    <span className="relative block">
      {kind === 'select' ? (
        <select ref={takeFocus} {...shared}>
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input ref={takeFocus} type={kind} spellCheck={!machine} {...shared} />
      )}
      {refusal ? (
        <span
          id={errorId}
          role="alert"
          className="block max-w-full border-t border-block bg-block-soft px-2.5 py-1 font-sans text-small font-medium whitespace-normal text-block"
        >
          {refusal}
        </span>
      ) : null}
    </span>
  )
}

function useEditorEvents({ draft, refusal, onDraft, onSave, onGiveUp }: EditorProps) {
  // Enter and Escape close the editor, which then loses the focus: that blur is not another wish to save.
  const settled = useRef(false)
  return {
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      settled.current = true
      if (event.key === 'Enter') onSave(draft, true)
      else onGiveUp()
    },
    onBlur: () => {
      if (!settled.current && !refusal) onSave(draft, false)
    },
    onChange: (event: { target: { value: string } }) => {
      settled.current = false
      onDraft(event.target.value)
    },
  }
}
