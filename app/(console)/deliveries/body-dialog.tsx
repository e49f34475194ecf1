'use client'

import { Braces } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { formatBytes } from '@/components/ui/format-number'
import { MonoBlock } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Spinner } from '@/components/ui/spinner'
import { When } from '@/components/ui/when'
import type { DeliveryBody } from '@/lib/deliveries/body'
import type { ActionAnswer } from '@/lib/shared/action-answer'
import { answerOf } from '@/lib/shared/action-answer'
import { readBodyAction } from './actions'

/** The body of a delivery as it was received. Looking at it is recorded, so it is read when asked for and not before. */
export function BodyDialog({ deliveryId }: { deliveryId: string }) {
  const [open, setOpen] = useState(false)
  const [answer, setAnswer] = useState<ActionAnswer<DeliveryBody> | null>(null)
  async function read() {
    setAnswer(null)
    setAnswer(answerOf(await readBodyAction({ deliveryId }).catch(() => undefined)))
  }
  return (
    <Dialog
      size="lg"
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        if (next) void read()
        else setAnswer(null)
      }}
      title="Body of the delivery"
      description="Exactly as it was signed and received. It holds personal data: that you looked at it is recorded."
      trigger={
        <Button size="sm" icon={<Braces />}>
          Body
        </Button>
      }
    >
      {answer === null ? (
        <Spinner />
      ) : answer.ok ? (
        <BodyView body={answer.value} />
      ) : (
        <Notice tone="problem">{answer.sentence}</Notice>
      )}
    </Dialog>
  )
}

function BodyView({ body }: { body: DeliveryBody }) {
  if (body.state === 'purged') {
    return (
      <Notice title="The body is gone.">
        Retention deleted it
        {body.purgedAt ? (
          <>
            {' '}
            on <When at={body.purgedAt} />
          </>
        ) : null}
        . Its size ({formatBytes(body.size)}) and its hash are kept, so that it can still be told what was received:{' '}
        <code className="machine break-all">{body.sha256}</code>
      </Notice>
    )
  }
  return (
    <div className="space-y-2">
      {body.isJson ? null : <Notice tone="careful">This is not JSON. It is shown as it came.</Notice>}
      <MonoBlock label="Body of the delivery">{body.text}</MonoBlock>
      <p className="text-small text-ink-2">
        {formatBytes(body.size)} as received, indented here
        {body.cut ? '; only the first 200,000 characters are shown' : ''}. SHA-256{' '}
        <code className="machine break-all">{body.sha256}</code>
      </p>
    </div>
  )
}
