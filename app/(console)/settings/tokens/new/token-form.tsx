'use client'

import { useActionState, useState } from 'react'
import { CheckboxField } from '@/components/form/choice-field'
import { FieldError } from '@/components/form/field'
import { FormErrors } from '@/components/form/form-errors'
import { SelectField } from '@/components/form/select-field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Panel } from '@/components/ui/panel'
import type { ScopeGroup } from '@/lib/settings/scopes'
import type { TokenLife } from '@/lib/settings/token-lives'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { makeTokenAction } from '../../actions'
import { keepTyped } from '../../keep-typed'
import { ScopePicks } from './scope-picks'

const LIVES: { value: TokenLife; label: string }[] = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'one year' },
  { value: 'never', label: 'until it is revoked' },
]

type TokenFormProps = {
  groups: readonly ScopeGroup[]
  mayGiveAll: boolean
  onMade: (made: { name: string; token: string }) => void
}

export function TokenForm({ groups, mayGiveAll, onMade }: TokenFormProps) {
  const [name, setName] = useState('')
  const [life, setLife] = useState<TokenLife>('90')
  const [scopes, setScopes] = useState<string[]>([])
  const [failure, submit] = useActionState(async (): Promise<ActionFailure | null> => {
    const answer = answerOf(await makeTokenAction({ name, life, scopes }).catch(() => undefined))
    if (!answer.ok) return answer
    onMade({ name, token: answer.value.token })
    return null
  }, null)
  const all = scopes.includes('*')
  return (
    <form action={submit} onReset={keepTyped} className="space-y-4">
      <FormErrors errors={failure && !failure.fields ? [{ message: failure.sentence }] : []} />
      <Panel title="The token">
        <div className="grid max-w-[760px] gap-4 md:grid-cols-[minmax(0,1fr)_220px]">
          <TextField
            label="Name"
            name="name"
            required
            maxLength={80}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
            error={failure?.fields?.name}
            help="The program that will use it, as in “CRM sync”."
          />
          <SelectField
            label="It works for"
            name="life"
            options={LIVES}
            value={life}
            onChange={(event) => setLife(event.target.value as TokenLife)}
          />
        </div>
      </Panel>
      <Panel title="What it may do">
        <div className="space-y-5">
          {failure?.fields?.scopes ? <FieldError>{failure.fields.scopes.join(' ')}</FieldError> : null}
          {mayGiveAll ? (
            <CheckboxField
              label="Everything, with what is added later"
              help="For a trusted program of your own. Identifiers come unmasked."
              checked={all}
              onChange={(event) => setScopes(event.target.checked ? ['*'] : [])}
            />
          ) : null}
          <ScopePicks groups={groups} scopes={scopes} disabled={all} onChange={setScopes} />
        </div>
      </Panel>
      <SubmitButton>Make the token</SubmitButton>
    </form>
  )
}
