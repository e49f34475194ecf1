'use client'

import { Pencil } from 'lucide-react'
import { RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import type { Named, PartView } from '@/lib/inputs/ownership-rules'
import { OWNERSHIP_SUBJECT_ID } from '@/lib/inputs/subject-id'
import { answerOf } from '@/lib/shared/action-answer'
import { EditConsequence } from '../../approvals/edit-consequence'
import { saveOwnershipAction } from '../actions'

type Fields = { ownerId: string; doerId: string; signerId: string }

function fieldsOf({ ownerId, doerId, signerId }: Omit<Named, 'version'>): Fields {
  return { ownerId: ownerId ?? '', doerId: doerId ?? '', signerId: signerId ?? '' }
}

const PLACES = [
  ['ownerId', 'Owns it', 'Answers for it, whoever does the work.', 'Whoever holds the role'],
  ['doerId', 'Does it', 'The owner, unless somebody else is named.', 'The owner'],
  ['signerId', 'Signs it', 'Somebody else than who does the work.', 'Any approver'],
] as const

type PartDialogProps = { part: PartView; owners: { id: string; name: string }[] }

/** Names who owns, does and signs a part of the rollout. */
export function PartDialog({ part, owners }: PartDialogProps) {
  const toast = useToast()
  const say = (id: string) => owners.find((owner) => owner.id === id)?.name ?? 'nobody by name'
  return (
    <RecordDialog<Fields>
      size="sm"
      title={part.title}
      description="Who owns, does and signs this part of the rollout."
      trigger={
        <Button size="sm" variant="ghost" icon={<Pencil />} aria-label={`Change ${part.title}`}>
          Change
        </Button>
      }
      submit="Save"
      initial={fieldsOf(part.named)}
      version={part.named.version}
      labels={{
        ownerId: { label: 'Owns it', say },
        doerId: { label: 'Does it', say },
        signerId: { label: 'Signs it', say },
      }}
      subject={() => part.title}
      read={(current) => fieldsOf(current as Named)}
      send={async (fields, version) =>
        answerOf<unknown>(await saveOwnershipAction({ part: part.part, version, ...fields }).catch(() => undefined))
      }
      onSaved={() => toast({ text: `“${part.title}” was changed.` })}
    >
      {({ fields, set }) => (
        <>
          <EditConsequence kind="ownership" subjectId={OWNERSHIP_SUBJECT_ID} />
          {PLACES.map(([key, label, help, placeholder]) => (
            <SelectField
              key={key}
              label={label}
              help={help}
              required={false}
              placeholder={placeholder}
              value={fields[key]}
              options={owners.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => set({ [key]: event.target.value })}
            />
          ))}
        </>
      )}
    </RecordDialog>
  )
}
