'use client'

import { TextField } from '@/components/form/text-field'

type SecretInputProps = { value: string; onChange: (secret: string) => void; error?: string | readonly string[] }

/** The app secret on its way in. It is sent once, kept encrypted, and no page ever gets it back. */
export function SecretInput({ value, onChange, error }: SecretInputProps) {
  return (
    <TextField
      label="App secret"
      name="secret"
      type="password"
      machine
      required
      // Not a password of the person: a password manager should neither fill it nor keep it.
      autoComplete="off"
      data-1p-ignore=""
      data-lpignore="true"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error}
      help="In the Meta app under App settings, Basic. Handrail checks the signature of every delivery with it; it is kept encrypted and never shown."
    />
  )
}
