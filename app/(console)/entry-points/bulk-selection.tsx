'use client'

import { BulkBar } from '@/components/table/bulk-bar'
import type { Selection } from '@/components/table/column'
import { BulkActions } from './bulk-dialogs'
import type { RowChoice } from './use-row-choice'

type BulkSelectionProps = { choice: RowChoice; chosen: Selection; total: number }

/** The bar over what is chosen. Loaded with the first choice: most visits to the sheet do not need it. */
export default function BulkSelection({ choice, chosen, total }: BulkSelectionProps) {
  return (
    <BulkBar
      selection={chosen}
      pageFull={chosen.kind === 'rows'}
      total={total}
      onAll={choice.takeEverything}
      onClear={choice.clear}
    >
      <BulkActions selection={chosen} clear={choice.clear} />
    </BulkBar>
  )
}
