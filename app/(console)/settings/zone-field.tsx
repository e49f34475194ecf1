'use client'

import { Command } from 'cmdk'
import { Check, ChevronDown, Search } from 'lucide-react'
import { useState } from 'react'
import { Field, type FieldProps } from '@/components/form/field'
import { classNames } from '@/components/ui/class-names'
import { controlStyle } from '@/components/ui/control-style'
import { formatMoment } from '@/components/ui/format-time'
import { Popover } from '@/components/ui/popover'

type ZoneFieldProps = Pick<FieldProps, 'error'> & { value: string; onChange: (zone: string) => void }

/** A time zone, found by typing any part of its name; each shows what time it is there. */
export function ZoneField({ value, onChange, error }: ZoneFieldProps) {
  const [open, setOpen] = useState(false)
  function choose(zone: string) {
    onChange(zone)
    setOpen(false)
  }
  return (
    <Field label="Time zone" error={error} required help={<ZoneHelp zone={value} />}>
      {({ required: _, ...control }) => (
        <Popover
          label="Choose a time zone"
          open={open}
          onOpenChange={setOpen}
          className="w-[340px] p-0!"
          trigger={
            <button
              type="button"
              {...control}
              className={classNames(controlStyle, 'flex h-8 items-center justify-between gap-2 text-left')}
            >
              <span className="truncate">{zoneName(value)}</span>
              <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
            </button>
          }
        >
          <ZoneList value={value} onChoose={choose} />
        </Popover>
      )}
    </Field>
  )
}

/** The clock of the server and of the browser may stand on two sides of a minute. */
function ZoneHelp({ zone }: { zone: string }) {
  return (
    <>
      All times are shown in it; there it is{' '}
      <span className="tabular" suppressHydrationWarning>
        {clockIn(zone)}
      </span>{' '}
      now.
    </>
  )
}

function clockIn(zone: string): string {
  return formatMoment(new Date(), zone, { now: new Date(), style: 'time' })
}

function zoneName(zone: string): string {
  return zone.replaceAll('_', ' ')
}

function ZoneList({ value, onChoose }: { value: string; onChoose: (zone: string) => void }) {
  const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Command label="Time zones" loop defaultValue={zoneName(value)}>
      <div className="flex items-center gap-2 border-b border-line px-3">
        <Search aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
        <Command.Input
          autoFocus
          placeholder="Type a city, as in Dubai"
          className="h-10 min-w-0 flex-1 bg-transparent text-control outline-none placeholder:text-ink-3"
        />
      </div>
      <Command.List className="quiet-scroll max-h-[300px] overflow-y-auto p-1">
        <Command.Empty className="px-3 py-4 text-control text-ink-2">
          No zone has this name. Try the largest city nearby.
        </Command.Empty>
        {zones.map((zone) => (
          <Command.Item
            key={zone}
            value={zoneName(zone)}
            onSelect={() => onChoose(zone)}
            className="flex min-h-8 items-center gap-2 rounded-md px-2.5 py-1 text-control data-[selected=true]:bg-hover"
          >
            <Check aria-hidden="true" className={classNames('size-4', zone === value ? 'text-accent' : 'invisible')} />
            <span className="min-w-0 flex-1 truncate">{zoneName(zone)}</span>
            <span className="tabular text-small text-ink-3">{clockIn(zone)}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}
