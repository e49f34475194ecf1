/** A destination for a narrow column: without the scheme, `?text=` and other parameters shortened to an ellipsis. */
export function shortDestination(destination: string): string {
  const bare = destination.replace(/^https?:\/\/(?:www\.)?/i, '')
  const query = bare.indexOf('?')
  return query < 0 ? bare : `${bare.slice(0, query + 1)}…`
}
