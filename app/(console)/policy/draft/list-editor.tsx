import { CheckboxField } from '@/components/form/choice-field'
import { TextareaField, TextField } from '@/components/form/text-field'
import type { PolicyList } from '@/lib/policy/schema'
import type { ListKey } from '@/lib/policy/vocabulary'
import { LIST_WORDS } from '@/lib/policy/words'
import { listHelp } from './draft-fields'

type ListEditorProps = {
  listKey: ListKey
  typed: string
  open: PolicyList['open']
  problems: readonly string[]
  onType: (text: string) => void
  onOpen: (open: PolicyList['open']) => void
}

const lengthOf = (text: string, otherwise: number): number => {
  const length = Number.parseInt(text, 10)
  return Number.isNaN(length) ? otherwise : Math.min(20, Math.max(1, length))
}

/** The words of one list, and whether words that are not on it yet are allowed too. */
export function ListEditor({ listKey, typed, open, problems, onType, onOpen }: ListEditorProps) {
  const { name, one } = LIST_WORDS[listKey]
  return (
    <div className="space-y-2">
      <TextareaField
        label={name}
        machine
        rows={4}
        value={typed}
        error={problems.length > 0 ? problems : undefined}
        help={listHelp(listKey)}
        onChange={(event) => onType(event.target.value)}
      />
      <CheckboxField
        label={`A new ${one} is allowed before it is listed`}
        checked={open !== null}
        onChange={(event) => onOpen(event.target.checked ? { min: 2, max: 10 } : null)}
      />
      {open ? (
        <div className="grid grid-cols-2 gap-3 pl-7">
          <TextField
            label="At least letters"
            type="number"
            min={1}
            max={20}
            value={open.min}
            onChange={(event) => {
              const min = lengthOf(event.target.value, open.min)
              onOpen({ min, max: Math.max(min, open.max) })
            }}
          />
          <TextField
            label="At most letters"
            type="number"
            min={1}
            max={20}
            value={open.max}
            onChange={(event) => {
              const max = lengthOf(event.target.value, open.max)
              onOpen({ min: Math.min(open.min, max), max })
            }}
          />
        </div>
      ) : null}
    </div>
  )
}
