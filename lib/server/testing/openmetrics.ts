/**
 * A strict reader of OpenMetrics text, written from the specification and not from the code under test
 * (https://prometheus.io/docs/specs/om/open_metrics_spec/): whatever it accepts, a scraper accepts. Throws with the line.
 */
export type ReadSample = { name: string; labels: Record<string, string>; value: number }
export type ReadFamily = { name: string; type: string; unit?: string; help?: string; samples: ReadSample[] }

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? ([^ ]+)$`)
const NUMBER = /^(?:[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|NaN|[+-]Inf)$/i
const SUFFIXES: Record<string, readonly string[]> = {
  counter: ['_total'],
  gauge: [''],
  histogram: ['_bucket', '_count', '_sum'],
}

function fail(why: string, line: string): never {
  throw new Error(`${why}: ${line}`)
}

function readNumber(text: string, line: string): number {
  if (!NUMBER.test(text)) fail('Not a number', line)
  if (/inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return Number(text)
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char))
}

function readLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {}
  const pair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(,|$)/y
  while (pair.lastIndex < text.length) {
    const match = pair.exec(text)
    if (!match) fail('Labels that cannot be read', line)
    const [, name = '', value = ''] = match
    if (Object.hasOwn(labels, name)) fail('A label stands twice', line)
    labels[name] = unescaped(value)
  }
  return labels
}

/** Reads the whole text; the families in their order. */
export function readOpenMetrics(text: string): ReadFamily[] {
  if (!text.endsWith('# EOF\n')) throw new Error('The text does not end with "# EOF" and a line break.')
  const families: ReadFamily[] = []
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) readLine(line, families)
  const names = families.map(({ name }) => name)
  if (new Set(names).size !== names.length) throw new Error(`A family stands twice: ${names.join(' ')}`)
  for (const family of families) checkFamily(family)
  return families
}

function readLine(line: string, families: ReadFamily[]): void {
  const about = new RegExp(`^# (TYPE|UNIT|HELP) (${NAME}) (.+)$`).exec(line)
  if (about) {
    readAbout(about, families, line)
    return
  }
  if (line === '' || line.startsWith('#')) fail('A line that is neither a sample nor about a family', line)
  const match = SAMPLE.exec(line)
  if (!match) fail('Not a sample', line)
  const [, name = '', labels = '', value = ''] = match
  const family = families.at(-1)
  const suffix = family && name.startsWith(family.name) ? name.slice(family.name.length) : undefined
  if (!family || suffix === undefined || !SUFFIXES[family.type]?.includes(suffix))
    fail('A sample outside its family', line)
  family.samples.push({ name, labels: readLabels(labels, line), value: readNumber(value, line) })
}

function readAbout([, what, name = '', text = '']: RegExpExecArray, families: ReadFamily[], line: string): void {
  let family = families.at(-1)
  if (family?.name !== name) {
    if (what !== 'TYPE') fail('A family that does not begin with its type', line)
    family = { name, type: '', samples: [] }
    families.push(family)
  }
  if (family.samples.length > 0) fail('Said after the samples', line)
  if (what === 'TYPE') {
    if (family.type || !SUFFIXES[text]) fail('A type twice, or one that is not used here', line)
    family.type = text
  } else if (what === 'UNIT') {
    if (family.unit || !name.endsWith(`_${text}`)) fail('A unit twice, or one that the name does not end with', line)
    family.unit = text
  } else {
    if (family.help || !/^(?:[^\\]|\\[\\n"])*$/.test(text)) fail('A help twice, or one with a bad escape', line)
    family.help = unescaped(text)
  }
}

const seriesKey = (labels: Record<string, string>, without: string[] = []): string =>
  JSON.stringify(
    Object.entries(labels)
      .filter(([name]) => !without.includes(name))
      .sort(),
  )

function checkFamily(family: ReadFamily): void {
  const { name, type, samples } = family
  const keys = samples.map((sample) => `${sample.name} ${seriesKey(sample.labels)}`)
  if (new Set(keys).size !== keys.length) throw new Error(`${name} has a series twice.`)
  if (name.endsWith('_total')) throw new Error(`${name}: the suffix belongs to the sample.`)
  for (const { value } of samples) {
    if (type !== 'gauge' && !(value >= 0)) throw new Error(`${name} has a value below 0.`)
  }
  if (type === 'histogram') checkHistogram(family)
}

function checkHistogram({ name, samples }: ReadFamily): void {
  const series = new Map<string, ReadSample[]>()
  for (const sample of samples) {
    const key = seriesKey(sample.labels, ['le'])
    series.set(key, [...(series.get(key) ?? []), sample])
  }
  for (const all of series.values()) {
    const buckets = all.filter((sample) => sample.name === `${name}_bucket`)
    const bounds = buckets.map(({ labels }) => readNumber(labels.le ?? '', `${name} le`))
    if (bounds.at(-1) !== Number.POSITIVE_INFINITY) throw new Error(`${name} has no bucket without a bound.`)
    buckets.forEach(({ value, labels }, index) => {
      if (!/^\+Inf$|\.|e/.test(labels.le ?? ''))
        throw new Error(`${name}: le="${labels.le}" is not written as a float.`)
      const before = buckets[index - 1]
      if (before && (value < before.value || (bounds[index] ?? 0) <= (bounds[index - 1] ?? 0))) {
        throw new Error(`${name} has buckets that do not rise.`)
      }
    })
    const count = all.find((sample) => sample.name === `${name}_count`)?.value
    if (count !== buckets.at(-1)?.value) throw new Error(`${name}: the count is not that of the last bucket.`)
    if (!all.some((sample) => sample.name === `${name}_sum`)) throw new Error(`${name} has no sum.`)
  }
}

/** The value of one series; undefined when it is not there. */
export function sampleValue(
  families: ReadFamily[],
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const all = families.flatMap(({ samples }) => samples)
  return all.find((sample) => sample.name === name && seriesKey(sample.labels) === seriesKey(labels))?.value
}
