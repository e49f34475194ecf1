'use client'

import { Merge } from 'lucide-react'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { FieldChoices, type FieldRow, LabelChoices } from './field-choices'
import { type MergeOf, useMerge } from './use-merge'

type MergeFormProps = {
  of: MergeOf
  /** The name of the one that stays. */
  into: string
  fields: readonly FieldRow[]
  labels: { survivor: readonly string[]; merged: readonly string[] }
  crm: { kept: string; merged: string } | null
  needsReason: boolean
  /** What has to be cleared up first; empty when the two can be merged. */
  blocked: readonly string[]
  backHref: string
  /** Where the next pair is; the merge itself when nothing waits. */
  nextHref?: string
  /** By which a key finds the form. */
  id?: string
}

/** Whose values stay, why they are one person where something speaks against it, and the button. */
export function MergeForm({ of, into, fields, labels, crm, needsReason, blocked, backHref, ...rest }: MergeFormProps) {
  const choices = useMerge(of, rest.nextHref)
  const { acknowledged, setAcknowledged, note, setNote, pending, refusal, merge } = choices
  const lacksReason = needsReason && acknowledged.trim() === ''
  return (
    <form
      id={rest.id}
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault()
        void merge()
      }}
    >
      <Panel title="Whose value stays" padded={false}>
        <FieldChoices rows={fields} choices={choices} />
        <LabelChoices {...labels} choices={choices} />
      </Panel>
      <Panel title="Make them one">
        <div className="space-y-4">
          {blocked.map((sentence) => (
            <Notice key={sentence} tone="problem">
              {sentence}
            </Notice>
          ))}
          {needsReason ? (
            <>
              <Notice tone="careful" title="They look like two people.">
                Both have a WhatsApp account of their own in one portfolio today.
              </Notice>
              <TextField
                label="How you know that they are one person"
                name="acknowledged"
                help="It is recorded with your name."
                maxLength={1_000}
                value={acknowledged}
                onChange={(event) => setAcknowledged(event.target.value)}
              />
            </>
          ) : null}
          <TextField
            label="Note"
            name="note"
            required={false}
            maxLength={1_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          {crm ? (
            <p className="text-control text-ink-2">
              Both have a CRM record. The one that is not kept comes on the list of merges to carry out in the CRM.
            </p>
          ) : null}
          {refusal ? (
            <Notice tone="problem" live>
              {refusal}
            </Notice>
          ) : null}
          <div className="flex flex-wrap gap-2">
            <Button
              type="submit"
              variant="primary"
              icon={<Merge />}
              pending={pending}
              disabled={blocked.length > 0 || lacksReason}
            >
              Merge into {into}
            </Button>
            <LinkButton href={backHref}>Leave them apart</LinkButton>
          </div>
        </div>
      </Panel>
    </form>
  )
}
