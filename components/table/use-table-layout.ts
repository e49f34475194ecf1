'use client'

import { useState } from 'react'
import type { ListColumn, ListRow } from './column'
import { type Density, layoutCookieName, type TableLayout, writeTableLayout } from './table-layout'

export type TableLook = {
  density: Density
  visibility: Record<string, boolean>
  setDensity: (density: Density) => void
  setVisible: (key: string, visible: boolean) => void
}

const YEAR = 365 * 24 * 60 * 60

/** Density and hidden columns of a list, remembered in a cookie that the server reads on the next visit. */
export function useTableLayout<Row extends ListRow, Sort extends string>(
  name: string,
  stored: TableLayout | null,
  columns: readonly ListColumn<Row, Sort>[],
): TableLook {
  const [layout, setLayout] = useState<TableLayout>(
    () =>
      stored ?? { density: 'comfortable', hidden: columns.filter((one) => one.initiallyHidden).map((one) => one.key) },
  )
  function keep(next: TableLayout) {
    setLayout(next)
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support.
    document.cookie = `${layoutCookieName(name)}=${writeTableLayout(next)}; path=/; max-age=${YEAR}; samesite=lax`
  }
  const optional = new Set(columns.filter((one) => !one.primary).map((one) => one.key))
  return {
    density: layout.density,
    visibility: Object.fromEntries(
      columns.map((one) => [one.key, !optional.has(one.key) || !layout.hidden.includes(one.key)]),
    ),
    setDensity: (density) => keep({ ...layout, density }),
    setVisible: (key, visible) =>
      keep({ ...layout, hidden: visible ? layout.hidden.filter((one) => one !== key) : [...layout.hidden, key] }),
  }
}
