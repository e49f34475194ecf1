'use client'

import { useState, useTransition } from 'react'
import { ConflictDialog } from '@/components/form/conflict-dialog'
import { FormErrors } from '@/components/form/form-errors'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { roleLabel } from '@/lib/members/role-words'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { changeRolesAction } from './actions'
import { RoleChoice } from './role-choice'

type Current = { version: number; roles: string[] }
type RolesFormProps = {
  member: { id: string; name: string; version: number; roles: string[] }
  grantable: readonly string[] | null
}

/** The record as it is now, when somebody else saved first. */
function currentOf(failure: ActionFailure): Current | null {
  return failure.code === 'stale-version' ? ((failure.details?.current as Current | undefined) ?? null) : null
}

function words(roles: readonly string[]): string {
  return roles.map(roleLabel).join(', ')
}

/** Changing roles signs the member out, so that the next thing they do happens with the new rights. */
export function RolesForm({ member, grantable }: RolesFormProps) {
  const toast = useToast()
  /** What the edit is based on; after a conflict that was settled for theirs, their version. */
  const [base, setBase] = useState<Current>({ version: member.version, roles: member.roles })
  const [roles, setRoles] = useState(member.roles)
  const [pending, start] = useTransition()
  const [failure, setFailure] = useState<ActionFailure | null>(null)
  const [theirs, setTheirs] = useState<Current | null>(null)
  const changed = [...roles].sort().join() !== [...base.roles].sort().join()
  function save(version: number) {
    start(async () => {
      const answer = answerOf(await changeRolesAction({ memberId: member.id, version, roles }))
      setFailure(answer.ok ? null : answer)
      setTheirs(answer.ok ? null : currentOf(answer))
      if (answer.ok) toast({ text: `${member.name} is now ${words(roles)}, and was signed out.` })
    })
  }
  function resolve(choice: 'mine' | 'theirs' | undefined) {
    if (!theirs) return
    if (choice === 'mine') return save(theirs.version)
    setBase(theirs)
    setRoles(theirs.roles)
    setFailure(null)
    setTheirs(null)
  }
  return (
    <div className="space-y-3">
      <FormErrors errors={failure && !theirs ? [{ message: failure.fields?.roles?.[0] ?? failure.sentence }] : []} />
      <RoleChoice roles={roles} onChange={setRoles} grantable={grantable} />
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" disabled={!changed} pending={pending} onClick={() => save(base.version)}>
          Save roles
        </Button>
        {changed ? (
          <Button variant="ghost" onClick={() => setRoles(base.roles)}>
            Leave them as they are
          </Button>
        ) : null}
      </div>
      {theirs ? (
        <ConflictDialog
          open
          onOpenChange={(open) => (open ? undefined : setTheirs(null))}
          subject={member.name}
          theirName="Somebody else"
          pending={pending}
          fields={[{ field: 'roles', label: 'Roles', mine: words(roles), theirs: words(theirs.roles) }]}
          onResolve={(choices) => resolve(choices.roles)}
        />
      ) : null}
    </div>
  )
}
