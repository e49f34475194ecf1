import { Plus } from 'lucide-react'
import { CheckboxField, Fieldset } from '@/components/form/choice-field'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import { roleLabel } from '@/lib/members/role-words'
import type { NamePattern, PolicyClass, PolicyContent } from '@/lib/policy/schema'
import { type ClassKey, POLICY_LIMITS, POLICY_ROLES } from '@/lib/policy/vocabulary'
import { CLASS_WORDS } from '@/lib/policy/words'
import { PatternEditor } from './pattern-editor'

const NEW_PATTERN: NamePattern = [{ kind: 'words', before: '' }]

type ClassEditorProps = { classKey: ClassKey; content: PolicyContent; onChange: (change: Partial<PolicyClass>) => void }

/** One class: when it is chosen, its patterns with live examples, who may ask and who approves. */
export function ClassEditor({ classKey, content, onChange }: ClassEditorProps) {
  const { note, patterns, requesters, approver } = content.classes[classKey]
  const { name, hint } = CLASS_WORDS[classKey]
  const toggle = (role: (typeof POLICY_ROLES)[number], on: boolean) =>
    onChange({ requesters: POLICY_ROLES.filter((one) => (one === role ? on : requesters.includes(one))) })
  return (
    <Panel title={name} aside={hint}>
      <div className="space-y-4">
        <TextField
          label="When to choose it"
          maxLength={POLICY_LIMITS.note}
          value={note}
          aria-label={`When to choose ${name}`}
          onChange={(event) => onChange({ note: event.target.value })}
        />
        <div className="space-y-2">
          <h3 className="text-control font-[550]">Patterns</h3>
          <ol className="space-y-2">
            {patterns.map((pattern, index) => (
              <PatternEditor
                // biome-ignore lint/suspicious/noArrayIndexKey: patterns have no id of their own, and two may be alike.
                key={index}
                classKey={classKey}
                name={`pattern ${index + 1} of ${name}`}
                pattern={pattern}
                content={content}
                onChange={(next) => onChange({ patterns: patterns.map((one, at) => (at === index ? next : one)) })}
                onRemove={() => onChange({ patterns: patterns.filter((_, at) => at !== index) })}
              />
            ))}
          </ol>
          <Button
            size="sm"
            icon={<Plus />}
            aria-label={`Add a pattern to ${name}`}
            disabled={patterns.length >= POLICY_LIMITS.patterns}
            onClick={() => onChange({ patterns: [...patterns, NEW_PATTERN] })}
          >
            Add a pattern
          </Button>
        </div>
        <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_220px]">
          <Fieldset legend={`May ask for ${name.toLowerCase()} handles`}>
            <div className="grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-3">
              {POLICY_ROLES.map((role) => (
                <CheckboxField
                  key={role}
                  label={roleLabel(role)}
                  checked={requesters.includes(role)}
                  onChange={(event) => toggle(role, event.target.checked)}
                />
              ))}
            </div>
          </Fieldset>
          <SelectField
            label={`Approves ${name.toLowerCase()} handles`}
            placeholder="Nobody yet"
            value={approver ?? ''}
            options={POLICY_ROLES.map((role) => ({ value: role, label: roleLabel(role) }))}
            onChange={(event) =>
              onChange({ approver: POLICY_ROLES.find((role) => role === event.target.value) ?? null })
            }
          />
        </div>
      </div>
    </Panel>
  )
}
