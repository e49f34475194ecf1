'use client'

import { CheckboxField, Fieldset } from '@/components/form/choice-field'
import { TextLink } from '@/components/ui/text-link'
import type { NumberChoice } from '@/lib/settings/list-connections'

type NumberPicksProps = {
  numbers: readonly NumberChoice[]
  /** The connection being edited; its own numbers can be taken off again. */
  connectionId?: string
  picked: readonly string[]
  onChange: (picked: string[]) => void
  error?: string | undefined
}

/** Which numbers a connection feeds. One that another connection feeds is moved where the number is edited. */
export function NumberPicks({ numbers, connectionId, picked, onChange, error }: NumberPicksProps) {
  return (
    <Fieldset legend="Numbers it feeds" error={error}>
      {numbers.length === 0 ? (
        <p className="text-control text-ink-2">
          There is no number yet. Add it under <TextLink href="/settings/numbers">Portfolios and numbers</TextLink>.
          Deliveries for a number that is not known are kept, and fail with a sentence.
        </p>
      ) : null}
      <div className="grid gap-2 md:grid-cols-2">
        {numbers.map((number) => {
          const elsewhere = number.connectionId !== null && number.connectionId !== connectionId
          return (
            <CheckboxField
              key={number.id}
              label={
                <>
                  {number.label} <span className="machine text-ink-2">{number.displayNumber}</span>
                </>
              }
              help={elsewhere ? `fed by ${number.connection}` : number.portfolio}
              disabled={elsewhere}
              checked={picked.includes(number.id)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...picked, number.id] : picked.filter((numberId) => numberId !== number.id),
                )
              }
            />
          )
        })}
      </div>
    </Fieldset>
  )
}
