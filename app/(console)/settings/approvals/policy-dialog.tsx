'use client'

import { Pencil } from 'lucide-react'
import { CheckboxField, Fieldset } from '@/components/form/choice-field'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { PolicyRow } from '@/lib/approvals/change-policy'
import { mayBeRequired } from '@/lib/approvals/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { changePolicyAction } from './actions'

type Fields = { roles: string; quorum: string; expiryDays: string; required: string }
type RoleChoice = { role: string; label: string }

function fieldsOf({ roles, quorum, expiryDays, required }: Omit<PolicyRow, 'kind' | 'label' | 'holders' | 'version'>) {
  return {
    roles: roles.join(','),
    quorum: String(quorum),
    expiryDays: expiryDays === null ? '' : String(expiryDays),
    required: required ? 'yes' : '',
  }
}

const listOf = (roles: string): string[] => roles.split(',').filter(Boolean)

/** Changes who signs off one kind of subject. */
export function PolicyDialog({ policy, roles }: { policy: PolicyRow; roles: readonly RoleChoice[] }) {
  const toast = useToast()
  const labelOf = (role: string) => roles.find((one) => one.role === role)?.label ?? role
  return (
    <RecordDialog<Fields>
      title={`Who signs off: ${policy.label.toLowerCase()}`}
      description="Requests that wait already are decided by what stands here from now on."
      trigger={
        <Button size="sm" variant="ghost" icon={<Pencil />} aria-label={`Change who signs off: ${policy.label}`}>
          Change
        </Button>
      }
      submit="Save"
      initial={fieldsOf(policy)}
      version={policy.version}
      labels={{
        roles: { label: 'Who signs off', say: (value) => listOf(value).map(labelOf).join(' or ') },
        quorum: { label: 'Decisions' },
        expiryDays: { label: 'Days a request waits', say: (days) => days || 'as long as it takes' },
        required: { label: 'Needed to take effect', say: (value) => value || 'no' },
      }}
      subject={() => `Who signs off: ${policy.label.toLowerCase()}`}
      read={(current) => fieldsOf(current as PolicyRow)}
      send={async (fields, version) => {
        const change = {
          ...{ kind: policy.kind, version, roles: listOf(fields.roles), quorum: Number(fields.quorum) },
          expiryDays: fields.expiryDays === '' ? null : Number(fields.expiryDays),
          required: fields.required === 'yes',
        }
        return answerOf<unknown>(await changePolicyAction(change).catch(() => undefined))
      }}
      onSaved={() => toast({ text: 'Who signs off was changed.' })}
    >
      {(form) => <PolicyFields {...form} roles={roles} optional={mayBeRequired(policy.kind)} />}
    </RecordDialog>
  )
}

type PolicyFieldsProps = FieldsProps<Fields> & { roles: readonly RoleChoice[]; optional: boolean }

function PolicyFields({ fields, set, errors, roles, optional }: PolicyFieldsProps) {
  const chosen = listOf(fields.roles)
  const toggle = (role: string, on: boolean) => {
    const next = roles.map((one) => one.role).filter((one) => (one === role ? on : chosen.includes(one)))
    set({ roles: next.join(',') })
  }
  return (
    <>
      <Fieldset legend="Who signs off" error={errors.roles?.[0]}>
        <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
          {roles.map(({ role, label }) => (
            <CheckboxField
              key={role}
              label={label}
              checked={chosen.includes(role)}
              onChange={(event) => toggle(role, event.target.checked)}
            />
          ))}
        </div>
      </Fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="Decisions needed"
          type="number"
          min={1}
          max={10}
          required
          value={fields.quorum}
          error={errors.quorum}
          onChange={(event) => set({ quorum: event.target.value })}
        />
        <TextField
          label="Days a request waits"
          type="number"
          min={1}
          max={365}
          required={false}
          help="Empty: as long as it takes."
          value={fields.expiryDays}
          error={errors.expiryDays}
          onChange={(event) => set({ expiryDays: event.target.value })}
        />
      </div>
      {optional ? (
        <CheckboxField
          label="Needed to take effect"
          help="It is not released without a sign-off, except past the gates by an approver with a reason."
          checked={fields.required === 'yes'}
          onChange={(event) => set({ required: event.target.checked ? 'yes' : '' })}
        />
      ) : null}
    </>
  )
}
