import { type ReactNode, useId } from 'react'
import { Checkbox, type CheckboxProps } from '../ui/checkbox'
import { Radio } from '../ui/radio'
import { Switch } from '../ui/switch'
import { FieldError } from './field'

type ChoiceProps = Omit<CheckboxProps, 'indeterminate' | 'className' | 'id'> & {
  label: ReactNode
  help?: ReactNode
  error?: string | undefined
}

function Choice({
  label,
  help,
  error,
  control,
}: {
  label: ReactNode
  help: ReactNode
  error: string | undefined
  control: (attributes: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': true | undefined
  }) => ReactNode
}) {
  const id = useId()
  const described = [help ? `${id}-help` : null, error ? `${id}-error` : null].filter(Boolean).join(' ')
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2.5">
      <span className="flex h-5 items-center">
        {control({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      </span>
      <div>
        <label htmlFor={id} className="text-control">
          {label}
        </label>
        {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
        {help ? (
          <p id={`${id}-help`} className="text-small text-ink-2">
            {help}
          </p>
        ) : null}
      </div>
    </div>
  )
}

/** Yes or no, decided when the form is sent. */
export function CheckboxField({ label, help, error, ...rest }: ChoiceProps) {
  return (
    <Choice label={label} help={help} error={error} control={(attributes) => <Checkbox {...rest} {...attributes} />} />
  )
}

/** On or off, at once. */
export function SwitchField({ label, help, error, ...rest }: ChoiceProps) {
  return (
    <Choice label={label} help={help} error={error} control={(attributes) => <Switch {...rest} {...attributes} />} />
  )
}

/** One of a few choices, all visible. Put several inside a `Fieldset`. */
export function RadioField({ label, help, error, ...rest }: ChoiceProps) {
  return (
    <Choice label={label} help={help} error={error} control={(attributes) => <Radio {...rest} {...attributes} />} />
  )
}

/** Controls that answer one question together. */
export function Fieldset({
  legend,
  help,
  error,
  children,
}: {
  legend: ReactNode
  help?: ReactNode
  error?: string | undefined
  children: ReactNode
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-control font-[550]">{legend}</legend>
      {help ? <p className="text-small text-ink-2">{help}</p> : null}
      {error ? <FieldError>{error}</FieldError> : null}
      {children}
    </fieldset>
  )
}
