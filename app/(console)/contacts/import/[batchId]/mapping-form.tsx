'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { FormErrors } from '@/components/form/form-errors'
import { SubmitButton } from '@/components/form/submit-button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import type { ImportCheck } from '@/lib/contacts/check-import'
import type { ImportMapping } from '@/lib/contacts/schema'
import { checkImportAction } from '../../actions'
import { ask } from '../../ask'
import { CheckResult } from './check-result'
import { ColumnTable } from './column-table'
import { MappingChoices } from './mapping-choices'

type MappingFormProps = {
  batchId: string
  total: number
  header: string[]
  sample: string[][]
  initial: ImportMapping
  countries: { value: string; label: string }[]
  portfolios: { id: string; name: string }[]
  importedBefore: Date | null
}

/** What each column is, how people are found, and the dry run. A changed choice asks for a new dry run. */
export function MappingForm(props: MappingFormProps) {
  const router = useRouter()
  const [mapping, setMapping] = useState(props.initial)
  const [check, setCheck] = useState<ImportCheck | null>(null)
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  function change(next: Partial<ImportMapping>) {
    setMapping((before) => ({ ...before, ...next }))
    setCheck(null)
  }
  async function submit(event: FormEvent) {
    event.preventDefault()
    setPending(true)
    setRefusal(null)
    const answer = await ask(() => checkImportAction({ batchId: props.batchId, mapping }))
    setPending(false)
    setCheck(answer.ok ? answer.value : null)
    if (!answer.ok) setRefusal(answer.sentence)
  }
  return (
    <div className="space-y-4">
      {props.importedBefore ? (
        <Notice tone="careful" title="The same file was imported before,">
          on <When at={props.importedBefore} style="full" />. Rows that bring nothing new are skipped.
        </Notice>
      ) : null}
      <form onSubmit={submit} className="space-y-4">
        <FormErrors errors={refusal ? [{ message: refusal }] : []} />
        <Panel title="Columns" aside="Change what was guessed wrong." padded={false}>
          <ColumnTable
            header={props.header}
            sample={props.sample}
            columns={mapping.columns}
            onChange={(columns) => change({ columns })}
          />
        </Panel>
        <Panel title="How people are found">
          <MappingChoices
            mapping={mapping}
            countries={props.countries}
            portfolios={props.portfolios}
            onChange={change}
          />
        </Panel>
        <SubmitButton pending={pending} variant={check ? 'default' : 'primary'}>
          {check ? 'Check again' : 'Check without importing'}
        </SubmitButton>
      </form>
      {check ? <CheckResult batchId={props.batchId} check={check} onStarted={() => router.refresh()} /> : null}
    </div>
  )
}
