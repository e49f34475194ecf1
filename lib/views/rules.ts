/** Where one stands in a list is no part of a view. */
const POSITION = ['page', 'open']

/** An address as a view keeps it: without the page and the open record, in one order, so that two can be compared. */
export function cleanQuery(query: string): string {
  const params = new URLSearchParams(query)
  for (const name of POSITION) params.delete(name)
  params.sort()
  return params.toString()
}

/** True when a list shows exactly what a view keeps. */
export function showsView(view: { query: string }, query: string): boolean {
  return cleanQuery(view.query) === cleanQuery(query)
}
