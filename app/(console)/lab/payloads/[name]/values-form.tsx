import { SelectField } from '@/components/form/select-field'
import { TextField } from '@/components/form/text-field'
import { Button } from '@/components/ui/button'

type Values = { number: string; text: string; profile: string; username: string }

/** Values of one's own in the payload. A plain form: what it shows is in its address and can be sent to a colleague. */
export function ValuesForm({ numbers, values }: { numbers: { id: string; name: string }[]; values: Values }) {
  return (
    <form method="get" className="grid gap-4 sm:grid-cols-2">
      {numbers.length > 0 ? (
        <SelectField
          label="Number"
          name="number"
          defaultValue={values.number || numbers[0]?.id}
          options={numbers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <TextField
        label="Text"
        name="text"
        required={false}
        maxLength={4096}
        defaultValue={values.text}
        help="In any language, with emoji."
      />
      <TextField label="Profile name" name="profile" required={false} maxLength={120} defaultValue={values.profile} />
      <TextField label="Username" name="username" required={false} maxLength={35} defaultValue={values.username} />
      <div className="sm:col-span-2">
        <Button type="submit">Show it</Button>
      </div>
    </form>
  )
}
