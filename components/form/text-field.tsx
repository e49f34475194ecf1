import { Input, type InputProps } from '../ui/input'
import { Textarea, type TextareaProps } from '../ui/textarea'
import { Field, type FieldProps } from './field'

/** A line of text with its label. Everything an `<input>` takes is passed on. */
export function TextField({
  label,
  help,
  error,
  required,
  labelHidden,
  id,
  className,
  ...rest
}: FieldProps & Omit<InputProps, keyof FieldProps>) {
  return (
    <Field {...{ label, help, error, required, labelHidden, id, className }}>
      {(control) => <Input {...rest} {...control} />}
    </Field>
  )
}

/** Several lines of text with their label. */
export function TextareaField({
  label,
  help,
  error,
  required,
  labelHidden,
  id,
  className,
  ...rest
}: FieldProps & Omit<TextareaProps, keyof FieldProps>) {
  return (
    <Field {...{ label, help, error, required, labelHidden, id, className }}>
      {(control) => <Textarea {...rest} {...control} />}
    </Field>
  )
}
