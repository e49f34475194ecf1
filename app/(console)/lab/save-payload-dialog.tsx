'use client'

import { Save } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { RecordDialog } from '@/components/form/record-dialog'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { captureDeliveryAction, saveVariantAction } from './actions'

type Fields = { name: string }
export type ToSave =
  | { kind: 'variant'; variation: string; text: string; profileName: string }
  | { kind: 'delivery'; deliveryId: string }

/** Keeps a payload under a name: one of the pack with its values, or a delivery without its people. */
export function SavePayloadDialog({ given }: { given: ToSave }) {
  const toast = useToast()
  const router = useRouter()
  const isDelivery = given.kind === 'delivery'
  return (
    <RecordDialog<Fields>
      title={isDelivery ? 'Use this delivery in the lab' : 'Save this payload'}
      description={
        isDelivery
          ? 'Phones, BSUIDs, usernames, names, ids and words become placeholders before anything is kept.'
          : 'It can be put into plans like those of the pack.'
      }
      trigger={
        <Button size={isDelivery ? 'sm' : 'md'} icon={<Save />}>
          {isDelivery ? 'Use in the lab' : 'Save payload'}
        </Button>
      }
      submit="Save payload"
      initial={{ name: '' }}
      version={0}
      labels={{ name: { label: 'Name' } }}
      subject={({ name }) => name}
      read={() => ({ name: '' })}
      send={async ({ name }) => {
        const call =
          given.kind === 'delivery'
            ? captureDeliveryAction({ name, deliveryId: given.deliveryId })
            : saveVariantAction({ name, variation: given.variation, text: given.text, profileName: given.profileName })
        const answer = answerOf(await call.catch(() => undefined))
        if (answer.ok) router.push(`/lab/saved/${answer.value.id}`)
        return answer
      }}
      onSaved={({ name }) => toast({ text: `“${name}” was saved.` })}
    >
      {({ fields, set, errors }) => (
        <TextField
          label="Name"
          required
          maxLength={120}
          value={fields.name}
          error={errors.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      )}
    </RecordDialog>
  )
}
