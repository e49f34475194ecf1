import { Plus, Trash2, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { judgeClass } from '@/lib/policy/judge-rules'
import { exampleNames } from '@/lib/policy/pattern-rules'
import type { NamePattern, PatternPart, PolicyContent } from '@/lib/policy/schema'
import { type ClassKey, LIST_KEYS, type ListKey, POLICY_LIMITS, type Separator } from '@/lib/policy/vocabulary'
import { LIST_WORDS } from '@/lib/policy/words'

const KINDS = [
  ...LIST_KEYS.map((key) => ({ value: key as string, label: LIST_WORDS[key].one })),
  { value: 'text', label: 'fixed word' },
]
const SEPARATORS = [
  { value: '', label: 'nothing' },
  { value: '_', label: '_' },
  { value: '.', label: '.' },
]

const isList = (kind: string): kind is ListKey => (LIST_KEYS as readonly string[]).includes(kind)
const separatorOf = (text: string): Separator => (text === '_' || text === '.' ? text : '')

function ofKind(part: PatternPart, kind: string): PatternPart {
  if (isList(kind)) return { kind, before: part.before }
  return { kind: 'text', before: part.before, text: part.kind === 'text' ? part.text : 'word' }
}

type PatternEditorProps = {
  classKey: ClassKey
  /** "pattern 2 of Region": every control below is named with it. */
  name: string
  pattern: NamePattern
  content: PolicyContent
  onChange: (pattern: NamePattern) => void
  onRemove: () => void
}

/** One pattern as a row of parts with what stands between them, and the handles it makes. */
export function PatternEditor({ classKey, name, pattern, content, onChange, onRemove }: PatternEditorProps) {
  const set = (at: number, part: PatternPart) => onChange(pattern.map((one, index) => (index === at ? part : one)))
  return (
    <li className="rounded-md border border-line bg-sunken p-3">
      <fieldset>
        <legend className="sr-only">{name}</legend>
        <div className="flex flex-wrap items-end gap-2">
          {pattern.map((part, index) => (
            <PartEditor
              // Parts have no id of their own; their place is what they are.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              key={index}
              part={part}
              index={index}
              name={name}
              onChange={(next) => set(index, next)}
              onRemove={pattern.length > 1 ? () => onChange(pattern.filter((_, at) => at !== index)) : null}
            />
          ))}
          <Button
            size="sm"
            variant="ghost"
            icon={<Plus />}
            aria-label={`Add a part to ${name}`}
            disabled={pattern.length >= POLICY_LIMITS.parts}
            onClick={() => onChange([...pattern, { kind: 'words', before: '_' }])}
          >
            Part
          </Button>
          <IconButton className="ml-auto" size="sm" label={`Remove ${name}`} onClick={onRemove}>
            <Trash2 />
          </IconButton>
        </div>
      </fieldset>
      <Examples classKey={classKey} pattern={pattern} content={content} />
    </li>
  )
}

type PartEditorProps = {
  part: PatternPart
  index: number
  name: string
  onChange: (part: PatternPart) => void
  onRemove: (() => void) | null
}

function PartEditor({ part, index, name, onChange, onRemove }: PartEditorProps) {
  const of = `part ${index + 1}, ${name}`
  return (
    <span className="inline-flex items-center gap-1">
      {index === 0 ? null : (
        <Select
          aria-label={`Before ${of}`}
          className="w-[86px]"
          options={SEPARATORS}
          value={part.before}
          onChange={(event) => onChange({ ...part, before: separatorOf(event.target.value) })}
        />
      )}
      <Select
        aria-label={`Kind of ${of}`}
        className="w-[136px]"
        options={KINDS}
        value={part.kind}
        onChange={(event) => onChange(ofKind(part, event.target.value))}
      />
      {part.kind === 'text' ? (
        <Input
          aria-label={`Word of ${of}`}
          machine
          className="w-[110px]"
          maxLength={POLICY_LIMITS.term}
          value={part.text}
          onChange={(event) => onChange({ ...part, text: event.target.value.toLowerCase().replace(/[^a-z0-9]/g, '') })}
        />
      ) : null}
      {onRemove ? (
        <IconButton size="sm" label={`Remove ${of}`} onClick={onRemove}>
          <X />
        </IconButton>
      ) : null}
    </span>
  )
}

function Examples({ classKey, pattern, content }: Pick<PatternEditorProps, 'classKey' | 'pattern' | 'content'>) {
  const names = exampleNames(pattern, content.lists, 4)
  if (names.length === 0) return <p className="mt-2 text-small text-block">No example: a list it needs has no words.</p>
  return (
    <p className="mt-2 text-small text-ink-2">
      For example{' '}
      {names.map((name) => {
        const { allowed } = judgeClass(content, classKey, name)
        return (
          <code key={name} className={`machine mr-2 ${allowed ? 'text-ink' : 'text-block line-through'}`}>
            @{name}
            {allowed ? null : <span className="sr-only"> (refused by another rule)</span>}
          </code>
        )
      })}
    </p>
  )
}
