'use client'

import { FilePlus2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import { startDraftAction } from './actions'

/** Begins the next version and opens it; when somebody has begun one, that one is opened. */
export function StartDraft({ label, primary }: { label: string; primary?: boolean }) {
  const router = useRouter()
  const toast = useToast()
  const [pending, setPending] = useState(false)
  async function start() {
    setPending(true)
    const answer = answerOf(await startDraftAction().catch(() => undefined))
    setPending(false)
    if (!answer.ok) toast({ text: answer.sentence })
    if (answer.ok || answer.code === 'policy-draft-exists') router.push('/policy/draft')
  }
  return (
    <Button variant={primary ? 'primary' : 'default'} icon={<FilePlus2 />} pending={pending} onClick={start}>
      {label}
    </Button>
  )
}
