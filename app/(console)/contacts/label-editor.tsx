'use client'

import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { Input } from '@/components/ui/input'
import { Notice } from '@/components/ui/notice'
import { setLabelsAction } from './actions'
import { ask } from './ask'

type Labelled = { id: string; version: number; labels: string[] }

/** Labels of a contact: added by typing, removed by their cross, saved at once. Routing rules may read them. */
export function LabelEditor({ contact, mayWrite }: { contact: Labelled; mayWrite: boolean }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [saved, setSaved] = useState<Labelled | null>(null)
  // Until the page is drawn anew, what was just saved is newer: a second label right after the first is no conflict.
  const current = saved && saved.version > contact.version ? saved : contact
  async function save(labels: string[]) {
    setPending(true)
    setRefusal(null)
    const answer = await ask(() => setLabelsAction({ id: contact.id, version: current.version, labels }))
    setPending(false)
    if (answer.ok) {
      setText('')
      setSaved({ id: contact.id, version: answer.value.version, labels: [...labels].sort() })
    } else setRefusal(answer.fields?.labels?.join(' ') ?? answer.sentence)
    // On a conflict too: the other person's labels are shown, and the text typed here stays to be added to them.
    router.refresh()
  }
  function add(event: FormEvent) {
    event.preventDefault()
    const label = text.trim()
    if (label) void save([...current.labels, label])
  }
  return (
    <div className="space-y-2">
      <ul aria-label="Labels" className="flex flex-wrap gap-1.5">
        {current.labels.map((label) => (
          <li key={label}>
            <Chip>
              {label}
              {mayWrite ? (
                <button
                  type="button"
                  aria-label={`Remove label ${label}`}
                  disabled={pending}
                  onClick={() => save(current.labels.filter((other) => other !== label))}
                  className="-mr-1 rounded-full p-0.5 hover:bg-hover"
                >
                  <X aria-hidden="true" />
                </button>
              ) : null}
            </Chip>
          </li>
        ))}
        {current.labels.length === 0 ? <li className="text-control text-ink-2">No labels.</li> : null}
      </ul>
      {mayWrite ? (
        <form onSubmit={add} className="flex items-center gap-2">
          <Input
            aria-label="New label"
            placeholder="Add a label"
            value={text}
            maxLength={60}
            onChange={(event) => setText(event.target.value)}
            className="max-w-52"
          />
          <Button type="submit" size="sm" pending={pending} disabled={text.trim() === ''}>
            Add
          </Button>
        </form>
      ) : null}
      {refusal ? (
        <Notice tone="problem" live>
          {refusal}
        </Notice>
      ) : null}
    </div>
  )
}
