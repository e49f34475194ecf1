'use client'

import { useState } from 'react'
import { TextField } from '../form/text-field'
import { Button } from '../ui/button'
import { PopoverClose } from '../ui/popover'
import { FilterPopover } from './filter-bar'
import { useAddressFilter } from './use-address-filter'

/**
 * A span of days as a word of the filter sentence, kept in the address as `from` and `to` ("2026-11-24", both days
 * included, read in the zone of the workspace). Either end may stay open.
 */
export function FilterDates({ label, text }: { label: string; text: string }) {
  return (
    <FilterPopover label={label} text={text}>
      <DateSpanForm />
    </FilterPopover>
  )
}

function DateSpanForm() {
  const { params, write } = useAddressFilter()
  const [from, setFrom] = useState(params.get('from') ?? '')
  const [to, setTo] = useState(params.get('to') ?? '')
  const backwards = from !== '' && to !== '' && from > to
  return (
    <div className="space-y-3">
      <TextField label="From" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      <TextField
        label="Until and including"
        type="date"
        value={to}
        onChange={(event) => setTo(event.target.value)}
        error={backwards ? 'This day is before the first one. Choose the same day or a later one.' : undefined}
      />
      <div className="flex justify-end gap-2">
        <PopoverClose asChild>
          <Button variant="ghost" size="sm" onClick={() => write({ from: '', to: '' }, 'push')}>
            Any day
          </Button>
        </PopoverClose>
        <PopoverClose asChild>
          <Button variant="primary" size="sm" disabled={backwards} onClick={() => write({ from, to }, 'push')}>
            Show
          </Button>
        </PopoverClose>
      </div>
    </div>
  )
}
