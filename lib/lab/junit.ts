import type { RecordRow } from './records'
import type { RunRow } from './runs'
import { VERDICT_KEYS, VERDICT_QUESTIONS } from './vocabulary'

/** XML 1.0 has no way to write most control characters, not even escaped. [XML, 2.2 Characters] */
function isWritable(char: string): boolean {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
}
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

const xml = (text: string): string =>
  [...text].map((char) => (isWritable(char) ? (ENTITIES[char] ?? char) : '�')).join('')

function testCase({ title, variation, result, sentence, verdicts, fix }: RecordRow): string {
  const open = `    <testcase classname="${xml(variation)}" name="${xml(title)}"`
  if (result === 'passed') return `${open}/>`
  if (result === 'skipped') return `${open}>\n      <skipped message="${xml(sentence)}"/>\n    </testcase>`
  const answers = VERDICT_KEYS.map((key) => `${VERDICT_QUESTIONS[key]} ${verdicts[key]}`).join('\n')
  const kind = result === 'failed' ? 'failure' : 'error'
  return `${open}>\n      <${kind} message="${xml(sentence)}">${xml(`${answers}\nFix: ${fix}`)}</${kind}>\n    </testcase>`
}

/** A run as the XML that CI systems read (testmoapp/junitxml). What could not be told counts as an error, never as passed. */
export function junitOf(run: RunRow, records: readonly RecordRow[]): string {
  const count = (wanted: readonly string[]) => records.filter(({ result }) => wanted.includes(result)).length
  const seconds = run.endedAt ? (run.endedAt.getTime() - run.startedAt.getTime()) / 1_000 : 0
  const name = xml(`${run.names.plan ?? 'Payloads'} at ${run.names.target}`)
  const problem = run.problem ? 1 : 0
  const totals = `tests="${records.length + problem}" failures="${count(['failed'])}" errors="${count(['untold', 'waiting']) + problem}" skipped="${count(['skipped'])}" time="${seconds}"`
  const stopped = run.problem
    ? [
        `    <testcase classname="run" name="The run itself">\n      <error message="${xml(run.problem)}"/>\n    </testcase>`,
      ]
    : []
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}" ${totals}>`,
    `  <testsuite name="${name}" timestamp="${run.startedAt.toISOString().slice(0, 19)}" ${totals}>`,
    ...stopped,
    ...records.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}
