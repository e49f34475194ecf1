import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classNames } from '../ui/class-names'

/** What a control needs so that its label, help and error belong to it. Spread it on the control. */
export type FieldControl = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
  required: boolean | undefined
}

export type FieldProps = {
  label: ReactNode
  help?: ReactNode
  /** In words: what is wrong and what would be right. Several sentences are joined. */
  error?: string | readonly string[] | undefined
  required?: boolean | undefined
  /** The label stays for screen readers only, where the place says it already. */
  labelHidden?: boolean | undefined
  /** Given when something else, like the error summary, links to the control. */
  id?: string | undefined
  className?: string | undefined
}

/** Label above, help under, error in words; `children` gets the attributes that tie them to the control. */
export function Field({
  label,
  help,
  error,
  required,
  labelHidden,
  id,
  className,
  children,
}: FieldProps & { children: (control: FieldControl) => ReactNode }) {
  const ownId = useId()
  const controlId = id ?? ownId
  const message = sentences(error)
  const described = [help ? `${controlId}-help` : null, message ? `${controlId}-error` : null].filter(Boolean).join(' ')
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={controlId} className={labelHidden ? 'sr-only' : 'text-control font-[550]'}>
        {label}
        {required === false ? <span className="font-normal text-ink-3"> (optional)</span> : null}
      </label>
      {children({
        id: controlId,
        'aria-describedby': described || undefined,
        'aria-invalid': message ? true : undefined,
        required: required || undefined,
      })}
      {message ? <FieldError id={`${controlId}-error`}>{message}</FieldError> : null}
      {help ? (
        <p id={`${controlId}-help`} className="text-small text-ink-2">
          {help}
        </p>
      ) : null}
    </div>
  )
}

/** The words next to a control that say what is wrong with it. */
export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-small font-medium text-block">
      <CircleAlert aria-hidden="true" className="mt-[2px] size-3.5 shrink-0" />
      <span>{children}</span>
    </p>
  )
}

function sentences(error: FieldProps['error']): string {
  if (error === undefined) return ''
  return typeof error === 'string' ? error : error.join(' ')
}
