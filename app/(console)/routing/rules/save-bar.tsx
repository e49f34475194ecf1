'use client'

import { Save } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import type { RulesPreview } from '@/lib/routing/preview-rule-set'
import { ROUTING_SUBJECT_ID } from '@/lib/routing/subject-id'
import { answerOf } from '@/lib/shared/action-answer'
import { EditConsequence } from '../../approvals/edit-consequence'
import { previewRulesAction, saveRulesAction } from '../actions'
import type { Draft } from './rules-editor'

const PAUSE_MS = 350

/** What saving would change and what stands in the way, asked of the server when the draft rests. */
function usePreview(draft: Draft): RulesPreview | null {
  const [preview, setPreview] = useState<RulesPreview | null>(null)
  useEffect(() => {
    let gone = false
    const timer = setTimeout(async () => {
      const answer = answerOf(await previewRulesAction(draft).catch(() => undefined))
      if (!gone && answer.ok) setPreview(answer.value)
    }, PAUSE_MS)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [draft])
  return preview
}

type SaveBarProps = { draft: Draft; version: number; onDiscard: () => void }

/** The differences in words, a note, and the save. Somebody else's save in between is shown, never overwritten unseen. */
export function SaveBar({ draft, version, onDiscard }: SaveBarProps) {
  const router = useRouter()
  const toast = useToast()
  const preview = usePreview(draft)
  const [note, setNote] = useState('')
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  /** The version somebody else saved since this edit began. */
  const [overtaken, setOvertaken] = useState<number | null>(null)
  const changes = preview?.changes ?? []

  async function save() {
    setPending(true)
    const answer = answerOf(
      await saveRulesAction({ ...draft, note, baseVersion: overtaken ?? version }).catch(() => undefined),
    )
    setPending(false)
    const current = answer.ok ? undefined : (answer.details?.current as { version: number } | undefined)
    setOvertaken(current?.version ?? null)
    setRefusal(answer.ok || current ? null : answer.sentence)
    if (!answer.ok) return
    toast({ text: `Saved as version ${answer.value.version}. It decides from the next message on.` })
    router.refresh()
  }

  return (
    <section
      aria-label="Save the rules"
      className={classNames(
        'space-y-3 rounded-lg border border-line bg-surface px-4 py-3.5',
        // What would change stays in sight while the rules above it are edited.
        changes.length > 0 && 'md:sticky md:bottom-3 md:z-[3] md:max-h-[50dvh] md:overflow-y-auto md:shadow-float',
      )}
    >
      {overtaken === null ? null : (
        <Notice tone="careful" live title={`Somebody saved version ${overtaken} while you were editing.`}>
          The list below says what your version would change about theirs. Save again to replace it, or take theirs.
        </Notice>
      )}
      <Problems preview={preview} refusal={refusal} />
      {changes.length > 0 ? (
        <div>
          <h2>What saving changes</h2>
          <ul className="mt-1 list-disc space-y-0.5 pl-4 text-control text-ink-2">
            {changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <EditConsequence kind="routing" subjectId={ROUTING_SUBJECT_ID} />
        </div>
      ) : (
        <p className="text-control text-ink-2">Nothing is changed yet.</p>
      )}
      <TextField
        label="Why"
        required={false}
        help="A sentence for those who read the history."
        maxLength={300}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          icon={<Save />}
          pending={pending}
          disabled={changes.length === 0 || (preview?.broken.length ?? 0) > 0}
          onClick={save}
        >
          {overtaken === null ? 'Save as a new version' : 'Save mine over theirs'}
        </Button>
        <Button
          variant="ghost"
          disabled={changes.length === 0}
          onClick={() => {
            onDiscard()
            if (overtaken !== null) router.refresh()
            setOvertaken(null)
          }}
        >
          {overtaken === null ? 'Discard the changes' : 'Take theirs'}
        </Button>
      </div>
    </section>
  )
}

function Problems({ preview, refusal }: { preview: RulesPreview | null; refusal: string | null }) {
  return (
    <>
      {refusal ? (
        <Notice tone="problem" live>
          {refusal}
        </Notice>
      ) : null}
      {preview?.broken.map((sentence) => (
        <Notice key={sentence} tone="problem" live>
          {sentence}
        </Notice>
      ))}
      {preview?.warnings.map((sentence) => (
        <Notice key={sentence} tone="careful" live>
          {sentence}
        </Notice>
      ))}
    </>
  )
}
