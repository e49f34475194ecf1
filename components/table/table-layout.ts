export type Density = 'comfortable' | 'compact'

/** How one person wants to see one list: kept in a cookie, so that the server draws it right the first time. */
export type TableLayout = { density: Density; hidden: readonly string[] }

const NAME = /^[a-z-]{1,40}$/

/** The cookie of a list, by the list's name ("contacts"). */
export function layoutCookieName(list: string): string {
  return `handrail-table-${NAME.test(list) ? list : 'list'}`
}

/** Cookie text to layout; null for an absent or unreadable one. */
export function parseTableLayout(text: string | undefined): TableLayout | null {
  if (!text) return null
  const [density, hidden = ''] = decodeURIComponentSafe(text).split('|')
  if (density !== 'comfortable' && density !== 'compact') return null
  return { density, hidden: hidden.split(',').filter(Boolean).slice(0, 60) }
}

export function writeTableLayout(layout: TableLayout): string {
  return encodeURIComponent(`${layout.density}|${layout.hidden.join(',')}`)
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
