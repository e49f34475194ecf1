import type { FormEvent } from 'react'

/** React resets a form after its action, and controlled choices then show what they were first: what was typed stays. */
export function keepTyped(event: FormEvent<HTMLFormElement>): void {
  event.preventDefault()
}
