'use client'

import { Trash2 } from 'lucide-react'
import { RecordDialog } from '@/components/form/record-dialog'
import { TextareaField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { proveDeletionAction } from '../actions'

type Fields = { proof: string }

/** Deletes the people that are kept here, with the proof that the rest is gone too. */
export function DeleteDialog({ dataset }: { dataset: { id: string; version: number; name: string } }) {
  const toast = useToast()
  return (
    <RecordDialog<Fields>
      title={`Delete “${dataset.name}”`}
      description="The people that are kept here are removed for good. The entry stays on the register with your proof, and the lab does not use it any more."
      trigger={
        <Button icon={<Trash2 />} variant="danger">
          Delete
        </Button>
      }
      submit="Delete it"
      initial={{ proof: '' }}
      version={dataset.version}
      labels={{ proof: { label: 'Proof' } }}
      subject={() => dataset.name}
      read={() => ({ proof: '' })}
      send={async ({ proof }, version) =>
        answerOf<unknown>(await proveDeletionAction({ id: dataset.id, version, proof }).catch(() => undefined))
      }
      onSaved={() => toast({ text: `“${dataset.name}” was deleted.` })}
    >
      {({ fields, set, errors }) => (
        <TextareaField
          label="Proof"
          required
          rows={3}
          maxLength={1000}
          help="How copies outside Handrail were deleted, and where that can be seen."
          value={fields.proof}
          error={errors.proof}
          onChange={(event) => set({ proof: event.target.value })}
        />
      )}
    </RecordDialog>
  )
}
