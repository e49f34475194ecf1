'use client'

import { CheckboxField, Fieldset } from '@/components/form/choice-field'
import type { ScopeGroup } from '@/lib/settings/scopes'

type ScopePicksProps = {
  groups: readonly ScopeGroup[]
  scopes: readonly string[]
  disabled: boolean
  onChange: (scopes: string[]) => void
}

/** Scopes by room, each with the calls of the API that it opens. */
export function ScopePicks({ groups, scopes, disabled, onChange }: ScopePicksProps) {
  return (
    <div className="grid gap-x-8 gap-y-5 md:grid-cols-2 lg:grid-cols-3">
      {groups.map((group) => (
        <Fieldset key={group.room} legend={group.room}>
          {group.choices.map(({ scope, verb, calls }) => (
            <CheckboxField
              key={scope}
              label={verb}
              help={calls.length > 0 ? <Calls calls={calls} /> : undefined}
              disabled={disabled}
              checked={disabled || scopes.includes(scope)}
              onChange={(event) =>
                onChange(event.target.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope))
              }
            />
          ))}
        </Fieldset>
      ))}
    </div>
  )
}

function Calls({ calls }: { calls: readonly string[] }) {
  return (
    <span className="machine block text-tiny leading-[1.6]">
      {calls.map((call) => (
        <span key={call} className="block break-all">
          {call}
        </span>
      ))}
    </span>
  )
}
