'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from '../ui/button'

/** Sends its form. While the answer is on its way it is busy; `pending` is for forms that are sent by hand. */
export function SubmitButton({ pending, variant = 'primary', ...rest }: ButtonProps) {
  const status = useFormStatus()
  return <Button {...rest} type="submit" variant={variant} pending={pending || status.pending} />
}
