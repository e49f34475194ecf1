/** Asks the API of a Handrail whether everything it acknowledged is stored, and once. */
export type ApiEvents = { items: readonly { wamid: string | null; status?: string }[]; nextCursor: string | null }

export type ReadPage = (cursor: string | null) => Promise<ApiEvents>

export type Checked = { stored: number; missing: string[]; doubled: string[]; pages: number }

/** Reads the events from the newest on, until every id was met or there are no more. */
export async function checkStored(ids: ReadonlySet<string>, readPage: ReadPage): Promise<Checked> {
  const seen = new Map<string, number>()
  let cursor: string | null = null
  let pages = 0
  do {
    const page: ApiEvents = await readPage(cursor)
    pages += 1
    for (const { wamid, status } of page.items) {
      const id = `${wamid} ${status ?? ''}`.trimEnd()
      if (wamid !== null && ids.has(id)) seen.set(id, (seen.get(id) ?? 0) + 1)
    }
    cursor = page.nextCursor
  } while (cursor !== null)
  return {
    stored: seen.size,
    missing: [...ids].filter((id) => !seen.has(id)),
    doubled: [...seen].filter(([, count]) => count > 1).map(([id]) => id),
    pages,
  }
}

/** `GET /events` of product.md section 6, a thousand at a time. */
export function apiPages({ api, token }: { api: string; token: string }): ReadPage {
  return async (cursor) => {
    const query = new URLSearchParams({ limit: '1000', ...(cursor !== null && { cursor }) })
    const response = await fetch(`${api}/events?${query}`, { headers: { authorization: `Bearer ${token}` } })
    if (!response.ok) throw new Error(`The API answered ${response.status}: ${(await response.text()).slice(0, 200)}`)
    return (await response.json()) as ApiEvents
  }
}

/** Waits until nothing waits for the worker any more; false when that did not happen in time. */
export async function untilResolved(api: string, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline) {
    const ready = await fetch(new URL('/readyz', api)).catch(() => undefined)
    const body = (await ready?.json().catch(() => undefined)) as
      | { checks?: { backlog?: { waiting: number } | null } }
      | undefined
    if (body?.checks?.backlog?.waiting === 0) return true
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return false
}
