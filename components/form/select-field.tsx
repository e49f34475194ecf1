import { Select, type SelectProps } from '../ui/select'
import { Field, type FieldProps } from './field'

/** A choice from a list, with its label. */
export function SelectField({
  label,
  help,
  error,
  required,
  labelHidden,
  id,
  className,
  ...rest
}: FieldProps & Omit<SelectProps, keyof FieldProps>) {
  return (
    <Field {...{ label, help, error, required, labelHidden, id, className }}>
      {(control) => <Select {...rest} {...control} />}
    </Field>
  )
}
