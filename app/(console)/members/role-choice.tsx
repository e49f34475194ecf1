'use client'

import { CheckboxField, Fieldset } from '@/components/form/choice-field'
import { ROLE_WORDS } from '@/lib/members/role-words'
import { ROLES } from '@/lib/server/permissions'

type RoleChoiceProps = {
  roles: readonly string[]
  onChange: (roles: string[]) => void
  /** Roles this person may hand on; null for all. The others are shown, but not open. */
  grantable: readonly string[] | null
  error?: string | undefined
}

/** Which roles somebody holds, each with what it is for. */
export function RoleChoice({ roles, onChange, grantable, error }: RoleChoiceProps) {
  return (
    <Fieldset legend="Roles" help="A member may hold several." error={error}>
      {ROLES.map((role) => (
        <CheckboxField
          key={role}
          label={ROLE_WORDS[role].label}
          help={ROLE_WORDS[role].does}
          checked={roles.includes(role)}
          disabled={grantable !== null && !grantable.includes(role)}
          onChange={(event) =>
            onChange(event.target.checked ? [...roles, role] : roles.filter((held) => held !== role))
          }
        />
      ))}
    </Fieldset>
  )
}
