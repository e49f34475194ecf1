'use client'

import { useRouter } from 'next/navigation'
import { SelectField } from '@/components/form/select-field'

type ChooseMemberProps = { people: { id: string; name: string; disabled: boolean }[]; chosen: string | null }

/** Chooses whose things are looked at; the choice is in the address. */
export function ChooseMember({ people, chosen }: ChooseMemberProps) {
  const router = useRouter()
  return (
    <SelectField
      label="Member"
      className="max-w-[360px]"
      placeholder="Choose a member"
      value={chosen ?? ''}
      options={people.map(({ id, name, disabled }) => ({ value: id, label: disabled ? `${name} (disabled)` : name }))}
      onChange={(event) => {
        const id = event.target.value
        router.push(id ? `/members/hand-over?from=${encodeURIComponent(id)}` : '/members/hand-over', { scroll: false })
      }}
    />
  )
}
