'use client'

import { Send } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Fieldset, RadioField } from '@/components/form/choice-field'
import { SelectField } from '@/components/form/select-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { TestSent } from '@/lib/deliveries/send-test'
import { answerOf } from '@/lib/shared/action-answer'
import { sendTestAction } from './actions'
import { TestResult } from './test-result'

type SendTestDialogProps = {
  numbers: { id: string; label: string; display: string }[]
  variations: { name: string; title: string; reason: string }[]
}

/** Sends one payload of the pack to our own webhook address, signed, and shows what becomes of it. */
export function SendTestDialog({ numbers, variations }: SendTestDialogProps) {
  const router = useRouter()
  const [numberId, setNumberId] = useState(numbers[0]?.id ?? '')
  const [variation, setVariation] = useState(variations.find(({ name }) => name === 'phone-and-bsuid')?.name ?? '')
  const [person, setPerson] = useState<'same' | 'new'>('same')
  const [pending, setPending] = useState(false)
  const [sent, setSent] = useState<TestSent | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const chosen = variations.find(({ name }) => name === variation)
  async function send() {
    setPending(true)
    setSent(null)
    const answer = answerOf(await sendTestAction({ numberId, variation, person }).catch(() => undefined))
    setPending(false)
    setRefusal(answer.ok ? null : answer.sentence)
    if (!answer.ok) return
    setSent(answer.value)
    router.refresh()
  }
  return (
    <Dialog
      title="Send a signed test delivery"
      description="It is signed with the connection’s secret and posted to Handrail’s own webhook address, the same way WhatsApp does. The person in it is invented."
      trigger={
        <Button variant="primary" icon={<Send />}>
          Send a test delivery
        </Button>
      }
      onOpenChange={() => {
        setSent(null)
        setRefusal(null)
      }}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="ghost">Close</Button>
          </DialogClose>
          <Button variant="primary" icon={<Send />} pending={pending} disabled={numbers.length === 0} onClick={send}>
            {sent ? 'Send another' : 'Send'}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {numbers.length === 0 ? (
          <Notice tone="careful">There is no number yet. Add one with its connection in Settings first.</Notice>
        ) : null}
        <SelectField
          label="To the number"
          value={numberId}
          onChange={(event) => setNumberId(event.target.value)}
          options={numbers.map((one) => ({ value: one.id, label: `${one.label} (${one.display})` }))}
        />
        <SelectField
          label="Variation"
          value={variation}
          onChange={(event) => setVariation(event.target.value)}
          options={variations.map(({ name, title }) => ({ value: name, label: title }))}
          help={chosen?.reason}
        />
        <Fieldset legend="From">
          <RadioField
            name="person"
            label="the same test person as last time"
            help="The second message finds the contact the first one made."
            checked={person === 'same'}
            onChange={() => setPerson('same')}
          />
          <RadioField
            name="person"
            label="somebody nobody has seen"
            checked={person === 'new'}
            onChange={() => setPerson('new')}
          />
        </Fieldset>
        {refusal ? (
          <Notice tone="problem" live>
            {refusal}
          </Notice>
        ) : null}
        {sent ? <TestResult key={sent.deliveryId ?? 'refused'} sent={sent} /> : null}
      </div>
    </Dialog>
  )
}
