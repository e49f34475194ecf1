import type { Checked } from './check'
import type { Tally } from './sender'

const count = (value: number): string => value.toLocaleString('en-GB')
const ms = (value: number): string => `${value.toFixed(1)} ms`

function statusWords(statuses: ReadonlyMap<number, number>): string {
  const words = [...statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status || 'no answer'}: ${count(n)}`)
  return words.length > 0 ? words.join(', ') : 'none'
}

/** What one line says while it runs. */
export function progressLine({ deliveries, acknowledged, retries, statuses }: Tally, seconds: number): string {
  const rate = seconds > 0 ? Math.round(acknowledged / seconds) : 0
  return `${seconds.toFixed(0).padStart(4)} s  sent ${count(deliveries)}, acknowledged ${count(acknowledged)} (${count(rate)}/s), tried again ${count(retries)}  [${statusWords(statuses)}]`
}

/** The end of a run, as somebody reads it. */
export function reportText(tally: Tally, { seconds, seed }: { seconds: number; seed: number }): string {
  const { latency } = tally
  const p = (share: number) => ms(latency.percentile(share))
  const lines = [
    [
      'deliveries',
      `${count(tally.deliveries)} with ${count(tally.updates)} updates, in ${seconds.toFixed(1)} s (seed ${seed})`,
    ],
    [
      'acknowledged',
      `${count(tally.acknowledged)} (${count(Math.round(tally.acknowledged / Math.max(seconds, 0.001)))}/s)`,
    ],
    ['answers', statusWords(tally.statuses)],
    ['tried again', `${count(tally.retries)}, given up ${count(tally.gaveUp)}, still waiting ${count(tally.left)}`],
    ['sent twice', `${count(tally.duplicates)} after they were acknowledged`],
    ['time to 200', `median ${p(0.5)}, 90 % ${p(0.9)}, 99 % ${p(0.99)}, 99.9 % ${p(0.999)}, longest ${p(1)}`],
  ]
  if (tally.behind > 0)
    lines.push(['behind', `up to ${count(tally.behind)} waited for a free connection; the rate was not reached`])
  if (tally.withoutRetryAfter > 0) lines.push(['503', `${count(tally.withoutRetryAfter)} without Retry-After`])
  return lines.map(([name, text]) => `${(name ?? '').padEnd(13)} ${text}`).join('\n')
}

/** What the API said about the acknowledged ids. */
export function checkText(checked: Checked, total: number): string {
  const { stored, missing, doubled } = checked
  const some = (ids: string[]) =>
    ids.length > 0 ? ` (${ids.slice(0, 3).join('; ')}${ids.length > 3 ? '; …' : ''})` : ''
  return [
    `checked       ${count(total)} acknowledged ids: ${count(stored)} stored`,
    `              missing ${count(missing.length)}${some(missing)}, stored twice ${count(doubled.length)}${some(doubled)}`,
  ].join('\n')
}
