'use client'

import { ChevronLeft, ChevronRight, Minus, Plus } from 'lucide-react'
import { CheckboxField } from '@/components/form/choice-field'
import type { GridColumn } from '@/components/table/grid-column'
import { isHidden, orderedKeys, WIDTH_STEP, widthOf } from '@/components/table/grid-layout'
import type { GridLook } from '@/components/table/use-grid-layout'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import type { SheetRow } from './sheet-row'

type DisplayChoicesProps = { look: GridLook<SheetRow>; columns: readonly GridColumn<SheetRow>[] }

/** How the sheet is shown: density, which columns, their order and widths. Kept for this person on every device. */
export default function DisplayChoices({ look, columns }: DisplayChoicesProps) {
  const byKey = new Map(columns.map((column) => [column.key, column]))
  const keys = orderedKeys(columns, look.layout.order)
  return (
    <div className="space-y-3">
      <CheckboxField
        label="Rows closer together"
        checked={look.layout.density === 'compact'}
        onChange={(event) => look.setDensity(event.target.checked ? 'compact' : 'comfortable')}
      />
      <fieldset className="space-y-1">
        <legend className="pb-1 text-small font-[550] text-ink-2">Columns</legend>
        <div className="quiet-scroll max-h-[min(420px,50dvh)] space-y-0.5 overflow-y-auto">
          {keys.map((key) => {
            const column = byKey.get(key)
            return column ? <ColumnLine key={key} column={column} look={look} /> : null
          })}
        </div>
      </fieldset>
      <Button size="sm" variant="ghost" onClick={look.reset}>
        Columns as they were at first
      </Button>
    </div>
  )
}

function ColumnLine({ column, look }: { column: GridColumn<SheetRow>; look: GridLook<SheetRow> }) {
  const { key, header, primary } = column
  const hidden = isHidden(column, look.layout)
  const width = widthOf(column, look.layout)
  return (
    <div className="flex items-center gap-1 pr-1">
      <span className="min-w-0 flex-1">
        <CheckboxField
          label={header}
          checked={!hidden}
          disabled={primary === true}
          onChange={(event) => look.setVisible(key, event.target.checked)}
        />
      </span>
      {hidden ? null : (
        <>
          {primary ? null : (
            <>
              <IconButton size="sm" label={`Move ${header} to the left`} onClick={() => look.move(key, -1)}>
                <ChevronLeft />
              </IconButton>
              <IconButton size="sm" label={`Move ${header} to the right`} onClick={() => look.move(key, 1)}>
                <ChevronRight />
              </IconButton>
            </>
          )}
          <IconButton size="sm" label={`${header} narrower`} onClick={() => look.setWidth(key, width - WIDTH_STEP)}>
            <Minus />
          </IconButton>
          <IconButton size="sm" label={`${header} wider`} onClick={() => look.setWidth(key, width + WIDTH_STEP)}>
            <Plus />
          </IconButton>
        </>
      )}
    </div>
  )
}
