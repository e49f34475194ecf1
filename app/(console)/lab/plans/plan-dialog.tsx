'use client'

import { Pencil, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { CheckboxField, Fieldset } from '@/components/form/choice-field'
import { type FieldsProps, RecordDialog } from '@/components/form/record-dialog'
import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { formatCount } from '@/components/ui/format-number'
import { useToast } from '@/components/ui/toast'
import type { PlanChoices, PlanRow } from '@/lib/lab/plan-queries'
import { OWN_TARGET, OWN_TARGET_REAL, SCHEDULE_WORDS, SCHEDULES, type Schedule } from '@/lib/lab/vocabulary'
import { answerOf } from '@/lib/shared/action-answer'
import { addPlanAction, changePlanAction } from '../actions'
import type { PayloadChoices } from './payload-choices'

type Fields = {
  name: string
  targetId: string
  datasetId: string
  numberId: string
  workflowId: string
  repeat: string
  order: 'plan' | 'other'
  schedule: Schedule
  /** Names of payloads, with commas: a form holds text. */
  variations: string
}
type Shown = Partial<
  Pick<PlanRow, 'name' | 'targetId' | 'datasetId' | 'numberId' | 'workflowId' | 'options' | 'schedule'>
>

function fieldsOf(plan: Shown, variations: readonly string[], choices: PlanChoices): Fields {
  return {
    ...{
      name: plan.name ?? '',
      targetId: plan.targetId ?? (plan.options?.real ? REAL : ''),
      workflowId: plan.workflowId ?? '',
    },
    datasetId: plan.datasetId ?? choices.datasets[0]?.id ?? '',
    numberId: plan.numberId ?? choices.numbers[0]?.id ?? '',
    ...{ repeat: String(plan.options?.repeat ?? 1), order: plan.options?.disorder ? 'other' : 'plan' },
    schedule: SCHEDULES.find((one) => one === plan.schedule) ?? 'never',
    variations: variations.join(','),
  }
}

/** Stands for Handrail itself, for real, in the choice of targets. */
const REAL = 'real'

const namesOf = (text: string): string[] => text.split(',').filter((name) => name !== '')

type PlanDialogProps = {
  choices: PlanChoices
  payloads: PayloadChoices
  plan?: PlanRow & { variations: string[] }
}

/** Writes a plan, or changes what it fires at whom. */
export function PlanDialog({ choices, payloads, plan }: PlanDialogProps) {
  const toast = useToast()
  const router = useRouter()
  const chosen = plan?.variations ?? payloads.essential
  const nameOf = (list: { id: string; name: string }[], otherwise: string) => (id: string) =>
    list.find((one) => one.id === id)?.name ?? otherwise
  return (
    <RecordDialog<Fields>
      size="lg"
      title={plan ? `Change “${plan.name}”` : 'Write a test plan'}
      description="Each payload begins with what a good handler does; what is expected of one can be changed afterwards."
      trigger={
        plan ? (
          <Button icon={<Pencil />}>Change plan</Button>
        ) : (
          <Button variant="primary" icon={<Plus />}>
            New plan
          </Button>
        )
      }
      submit={plan ? 'Save' : 'Write plan'}
      initial={fieldsOf(plan ?? {}, chosen, choices)}
      version={plan?.version ?? 0}
      labels={{
        name: { label: 'Plan' },
        targetId: {
          label: 'Target',
          say: (id) => (id === REAL ? OWN_TARGET_REAL : nameOf(choices.targets, OWN_TARGET)(id)),
        },
        datasetId: { label: 'People', say: nameOf(choices.datasets, 'none') },
        numberId: { label: 'Number', say: nameOf(choices.numbers, 'none') },
        workflowId: { label: 'Expected workflow', say: nameOf(choices.workflows, 'any') },
        repeat: { label: 'Each delivery is sent' },
        order: { label: 'Order' },
        schedule: { label: 'Runs by itself', say: (one) => SCHEDULE_WORDS[one as Schedule] },
        variations: { label: 'Payloads', say: (names) => formatCount(namesOf(names).length, 'payload') },
      }}
      subject={(fields) => fields.name}
      read={(current) => fieldsOf(current as Shown, chosen, choices)}
      send={async ({ variations, repeat, order, ...fields }, version) => {
        const real = fields.targetId === REAL
        const options = { repeat: Number(repeat), disorder: order === 'other', real }
        const sent = { ...fields, targetId: real ? '' : fields.targetId, variations: namesOf(variations), options }
        if (plan)
          return answerOf<unknown>(await changePlanAction({ ...sent, id: plan.id, version }).catch(() => undefined))
        const answer = answerOf(await addPlanAction(sent).catch(() => undefined))
        if (answer.ok) router.push(`/lab/plans/${answer.value.id}`)
        return answer
      }}
      onSaved={(fields) => toast({ text: `“${fields.name}” was ${plan ? 'changed' : 'written'}.` })}
    >
      {(form) => (
        <>
          <PlanFields {...form} choices={choices} />
          <Payloads {...form} payloads={payloads} />
        </>
      )}
    </RecordDialog>
  )
}

function PlanFields({ fields, set, errors, choices }: FieldsProps<Fields> & { choices: PlanChoices }) {
  const options = (list: { id: string; name: string }[]) => list.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <TextField
        label="Plan"
        required
        maxLength={120}
        value={fields.name}
        error={errors.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Target"
          required={false}
          placeholder={OWN_TARGET}
          help={
            fields.targetId === REAL
              ? 'Through its own webhook; what it makes stays.'
              : 'A dry run leaves nothing behind.'
          }
          value={fields.targetId}
          options={[...(choices.forReal ? [{ value: REAL, label: OWN_TARGET_REAL }] : []), ...options(choices.targets)]}
          onChange={(event) => set({ targetId: event.target.value })}
        />
        <SelectField
          label="People"
          value={fields.datasetId}
          error={errors.datasetId}
          options={options(choices.datasets)}
          onChange={(event) => set({ datasetId: event.target.value })}
        />
        <SelectField
          label="Number"
          help="The payloads are addressed to it."
          value={fields.numberId}
          options={options(choices.numbers)}
          onChange={(event) => set({ numberId: event.target.value })}
        />
        <SelectField
          label="Expected workflow"
          required={false}
          placeholder="Any workflow"
          help="Where messages of customers have to land."
          value={fields.workflowId}
          options={options(choices.workflows)}
          onChange={(event) => set({ workflowId: event.target.value })}
        />
        <SelectField
          label="Each delivery is sent"
          help="WhatsApp delivers more than once."
          value={fields.repeat}
          options={['1', '2', '3', '7'].map((n) => ({ value: n, label: n === '1' ? 'once' : `${n} times` }))}
          onChange={(event) => set({ repeat: event.target.value })}
        />
        <SelectField
          label="Order"
          value={fields.order}
          options={[
            { value: 'plan', label: 'that of the pack' },
            { value: 'other', label: 'another one in every run' },
          ]}
          onChange={(event) => set({ order: event.target.value as Fields['order'] })}
        />
        <SelectField
          label="Runs by itself"
          value={fields.schedule}
          options={SCHEDULES.map((one) => ({ value: one, label: SCHEDULE_WORDS[one] }))}
          onChange={(event) => set({ schedule: event.target.value as Schedule })}
        />
      </div>
    </>
  )
}

function Payloads({ fields, set, errors, payloads }: FieldsProps<Fields> & { payloads: PayloadChoices }) {
  const all = payloads.groups.flatMap((group) => group.payloads.map(({ name }) => name))
  const chosen = new Set(namesOf(fields.variations))
  const choose = (names: Iterable<string>) => {
    const wanted = new Set(names)
    set({ variations: all.filter((name) => wanted.has(name)).join(',') })
  }
  const toggle = (name: string, on: boolean) =>
    choose(on ? [...chosen, name] : [...chosen].filter((one) => one !== name))
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-control font-[550]">{formatCount(chosen.size, 'payload')} chosen</span>
        <Button size="sm" type="button" onClick={() => choose(payloads.essential)}>
          The essential ones
        </Button>
        <Button size="sm" type="button" onClick={() => choose(all)}>
          The whole pack
        </Button>
        <Button size="sm" type="button" variant="ghost" onClick={() => choose([])}>
          None
        </Button>
      </div>
      <div className="quiet-scroll grid max-h-72 gap-x-6 gap-y-4 overflow-y-auto rounded-md border border-line p-3 sm:grid-cols-2">
        {payloads.groups.map((group) => (
          <Fieldset
            key={group.title}
            legend={group.title}
            error={group.title === payloads.groups[0]?.title ? errors.variations?.[0] : undefined}
          >
            {group.payloads.map(({ name, title }) => (
              <CheckboxField
                key={name}
                label={title}
                checked={chosen.has(name)}
                onChange={(event) => toggle(name, event.target.checked)}
              />
            ))}
          </Fieldset>
        ))}
      </div>
    </div>
  )
}
