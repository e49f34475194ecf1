import type { Family, Labels, Sample } from './metrics'

/** https://prometheus.io/docs/specs/om/open_metrics_spec/ */
export const OPENMETRICS_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8'

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length > 0 ? `{${pairs.join(',')}}` : ''
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}

function familyText({ name, type, unit, help, samples }: Family): string {
  const head = [
    `# TYPE ${name} ${type}`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    `# HELP ${name} ${escaped(help)}`,
  ]
  const lines = samples.map(({ suffix, labels, value }) => `${name}${suffix}${labelText(labels)} ${numberText(value)}`)
  return `${[...head, ...lines].join('\n')}\n`
}

/** Families of several processes under one name become one family: a name may stand in the text once. */
export function joinFamilies(...all: readonly (readonly Family[])[]): Family[] {
  const byName = new Map<string, Family>()
  for (const family of all.flat()) {
    const known = byName.get(family.name)
    byName.set(family.name, known ? { ...known, samples: [...known.samples, ...family.samples] } : family)
  }
  return [...byName.values()]
}

/** Without the series of other workspaces. A name that has nothing left is left out. */
export function ofWorkspace(families: readonly Family[], workspaceId: string): Family[] {
  const mine = (sample: Sample) => sample.workspaceId === undefined || sample.workspaceId === workspaceId
  return families
    .map((family) => ({ ...family, samples: family.samples.filter(mine) }))
    .filter((family) => family.samples.length > 0)
}

/** The text of a scrape. */
export function metricsText(families: readonly Family[]): string {
  return `${families.map(familyText).join('')}# EOF\n`
}
