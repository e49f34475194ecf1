import { FilterBar, FilterChoice, type FilterOption } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { roleLabel } from '@/lib/members/role-words'
import { ROLES, type Role } from '@/lib/server/permissions'
import { type MemberListState, memberList } from './list'

const STATES = { active: 'people who can sign in', disabled: 'disabled people' } as const

function stateOptions(state: MemberListState): FilterOption[] {
  const href = (value: keyof typeof STATES | null) => memberList.href(state, { filters: { state: value } })
  const chosen = state.filters.state
  return [
    { href: href(null), label: 'everybody', current: chosen === null },
    { href: href('active'), label: STATES.active, current: chosen === 'active' },
    { href: href('disabled'), label: STATES.disabled, current: chosen === 'disabled' },
  ]
}

function roleOptions(state: MemberListState): FilterOption[] {
  const href = (value: Role | null) => memberList.href(state, { filters: { role: value } })
  const chosen = state.filters.role
  const roles = ROLES.map((role) => ({ href: href(role), label: roleLabel(role), current: chosen === role }))
  return [{ href: href(null), label: 'any role', current: chosen === null }, ...roles]
}

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state }: { state: MemberListState }) {
  const { role, state: standing } = state.filters
  return (
    <FilterBar
      clearHref={memberList.isFiltered(state) ? memberList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search members" placeholder="Name or e-mail" />}
    >
      Showing
      <FilterChoice label="State" text={standing ? STATES[standing] : 'everybody'} options={stateOptions(state)} />
      with
      <FilterChoice
        label="Role"
        text={role ? `the role ${roleLabel(role)}` : 'any role'}
        options={roleOptions(state)}
      />
    </FilterBar>
  )
}
