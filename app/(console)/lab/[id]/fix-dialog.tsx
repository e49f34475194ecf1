'use client'

import { Wrench } from 'lucide-react'
import { RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { FIX_WORDS, OPEN_FIXES, type OpenFix } from '@/lib/lab/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { changeRecordAction } from '../actions'

type Fields = { ownerId: string; fix: OpenFix }
type Shown = { id: string; version: number; title: string; ownerId: string | null; fix: string }

function fieldsOf({ ownerId, fix }: { ownerId?: string | null; fix?: string }): Fields {
  return { ownerId: ownerId ?? '', fix: OPEN_FIXES.find((one) => one === fix) ?? 'open' }
}

type FixDialogProps = { record: Shown; owners: { id: string; name: string }[]; mayHand: boolean }

/** Hands the fix to its owner, or says how far it is. Closing is not a choice: a run that passes does it. */
export function FixDialog({ record, owners, mayHand }: FixDialogProps) {
  const toast = useToast()
  return (
    <RecordDialog<Fields>
      title={`The fix of “${record.title}”`}
      description="A record closes only when the payload passes in a later run."
      trigger={
        <Button variant="primary" icon={<Wrench />}>
          Fix
        </Button>
      }
      submit="Save"
      initial={fieldsOf(record)}
      version={record.version}
      labels={{
        ownerId: { label: 'Owner', say: (id) => owners.find((owner) => owner.id === id)?.name ?? 'nobody' },
        fix: { label: 'How far it is', say: (fix) => FIX_WORDS[fix as OpenFix] },
      }}
      subject={() => record.title}
      read={(current) => fieldsOf(current as Shown)}
      send={async (fields, version) =>
        answerOf<unknown>(await changeRecordAction({ ...fields, id: record.id, version }).catch(() => undefined))
      }
      onSaved={() => toast({ text: 'The fix was written down.' })}
    >
      {({ fields, set, errors }) => (
        <>
          <SelectField
            label="Owner"
            required={false}
            placeholder="Nobody yet"
            help={mayHand ? 'A new owner is told.' : 'Operations and developers hand it to somebody else.'}
            disabled={!mayHand}
            value={fields.ownerId}
            error={errors.ownerId}
            options={owners.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => set({ ownerId: event.target.value })}
          />
          <SelectField
            label="How far it is"
            value={fields.fix}
            options={OPEN_FIXES.map((fix) => ({ value: fix, label: FIX_WORDS[fix] }))}
            onChange={(event) => set({ fix: event.target.value as OpenFix })}
          />
        </>
      )}
    </RecordDialog>
  )
}
