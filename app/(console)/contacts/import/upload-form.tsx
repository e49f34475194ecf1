'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { FileField } from '@/components/form/file-field'
import { SubmitButton } from '@/components/form/submit-button'
import { stageImportAction } from '../actions'
import { ask } from '../ask'

/** Takes the file in; nothing is imported before its columns are chosen and the dry run was seen. */
export function UploadForm() {
  const router = useRouter()
  const [file, setFile] = useState<File | null>(null)
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<string | undefined>()
  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!file) {
      setError('Choose a file first.')
      return
    }
    setPending(true)
    setError(undefined)
    const answer = await ask(() => stageImportAction({ file }))
    if (answer.ok) {
      router.push(`/contacts/import/${answer.value.batchId}`)
      return
    }
    setPending(false)
    setError(answer.fields?.file?.join(' ') ?? answer.sentence)
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <FileField
        label="CSV file"
        name="file"
        accept=".csv,.tsv,.txt,text/csv"
        onFile={(chosen) => {
          setFile(chosen)
          setError(undefined)
        }}
        error={error}
        help="Comma, semicolon or tab, UTF-8 or Excel's own encoding, up to 64 MB. The first line names the columns."
      />
      <SubmitButton pending={pending}>Upload and choose columns</SubmitButton>
    </form>
  )
}
