type Held = { kind: string; value: string; validFrom: Date; validTo?: Date | null; active: boolean }

/**
 * What one person holds and held, with the times. Rows of one identifier that touch or overlap are one span: a merge may
 * have brought two rows that each saw a part of it.
 */
export function spans(rows: readonly Held[]): string[] {
  const byIdentifier = new Map<string, [number, number][]>()
  for (const row of rows) {
    const name = `${row.kind} ${row.value}`
    const to = row.active ? Number.POSITIVE_INFINITY : (row.validTo ?? row.validFrom).getTime()
    byIdentifier.set(name, [...(byIdentifier.get(name) ?? []), [row.validFrom.getTime(), to]])
  }
  return [...byIdentifier].map(([name, list]) => `${name} ${joined(list).map(shown).join(' ')}`).sort()
}

function joined(list: [number, number][]): [number, number][] {
  const out: [number, number][] = []
  for (const [from, to] of list.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

function shown([from, to]: [number, number]): string {
  const time = (at: number) => new Date(at).toISOString().slice(5, 16)
  return `${time(from)}..${Number.isFinite(to) ? time(to) : ''}`
}
