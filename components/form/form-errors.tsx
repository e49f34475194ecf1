'use client'

import { useCallback } from 'react'

export type FormError = {
  message: string
  /** The id of the control it belongs to; the entry then links to it. */
  fieldId?: string | undefined
}

/** Everything that is wrong, summed up on top of a form. It takes the focus when it appears, so it is read first. */
export function FormErrors({ errors, title }: { errors: readonly FormError[]; title?: string }) {
  const takeFocus = useCallback((element: HTMLDivElement | null) => element?.focus(), [])
  if (errors.length === 0) return null
  return (
    <div
      ref={takeFocus}
      key={errors.map((error) => error.message).join('\n')}
      role="alert"
      tabIndex={-1}
      className="rounded-md border border-block/40 bg-block-soft px-3.5 py-2.5 text-control focus-visible:outline-offset-0"
    >
      <strong>
        {title ?? (errors.length === 1 ? 'One thing to put right' : `${errors.length} things to put right`)}
      </strong>
      <ul className="mt-1 list-disc space-y-0.5 pl-4">
        {errors.map((error) => (
          <li key={`${error.fieldId ?? ''}${error.message}`}>
            {error.fieldId ? (
              <a href={`#${error.fieldId}`} className="underline underline-offset-2">
                {error.message}
              </a>
            ) : (
              error.message
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
