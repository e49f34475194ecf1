import { describe, expect, test } from 'vitest'
import { type ComparedRecord, compareRuns } from './compare-rules'
import { junitOf } from './junit'
import { matrixOf } from './matrix-rules'
import type { RecordRow } from './records'
import type { RunRow } from './runs'
import type { RecordResult } from './vocabulary'

const record = (subject: string, result: RecordResult): ComparedRecord => ({
  ...{ id: `rec_${subject}`, subject, title: subject, result, sentence: 'As it was.' },
})

describe('two runs', () => {
  test('are compared by case, the worst change first, and what stayed right is left out', () => {
    const before = [record('a', 'passed'), record('b', 'failed'), record('c', 'failed'), record('d', 'passed')]
    const after = [record('a', 'failed'), record('b', 'passed'), record('c', 'failed'), record('e', 'waiting')]
    expect(compareRuns(before, after).map(({ title, change }) => [title, change])).toEqual([
      ['a', 'broken'],
      ['c', 'still-failing'],
      ['b', 'mended'],
      ['e', 'new'],
      ['d', 'gone'],
    ])
    expect(compareRuns([record('x', 'passed')], [record('x', 'passed')])).toEqual([])
    expect(compareRuns([record('x', 'passed')], [record('x', 'untold')])[0]?.change).toBe('other')
  })
})

describe('what was tested', () => {
  test('has the newest result of each payload at each workflow, and counts what was never sent', () => {
    const at = (minutes: number) => new Date(minutes * 60_000)
    const matrix = matrixOf(
      [
        { name: 'emoji', title: 'Emoji' },
        { name: 'rotation', title: 'BSUID changed' },
      ],
      ['Support'],
      [
        { variation: 'emoji', workflow: 'Support', result: 'passed', recordId: 'r2', at: at(2) },
        { variation: 'emoji', workflow: 'Support', result: 'failed', recordId: 'r1', at: at(1) },
      ],
    )
    expect(matrix.rows.map(({ cells }) => cells.map((cell) => cell?.recordId))).toEqual([
      ['r2', undefined],
      [undefined, undefined],
    ])
    expect(matrix.holes).toBe(1)
  })
})

describe('a JUnit file', () => {
  const run = {
    ...{ startedAt: new Date(0), endedAt: new Date(1_500), problem: null },
    names: { plan: 'Before <each> "release"', target: 'Staging & co', dataset: 'People' },
  } as RunRow
  const row = (result: RecordResult, sentence: string) =>
    ({
      ...{ title: 'Emoji', variation: 'emoji', result, sentence, fix: 'open' },
      verdicts: { rightCustomer: 'failed', rightWorkflow: 'none', clearError: 'untold' },
    }) as RecordRow

  test('escapes everything, and what was not told is an error, never a pass', () => {
    const hostile = `"><script>alert(1)</script>\u0000\u0008\ud800 🌿`
    const xml = junitOf(run, [row('passed', ''), row('failed', hostile), row('untold', 'x'), row('skipped', 'y')])
    expect(xml).toContain('tests="4" failures="1" errors="1" skipped="1" time="1.5"')
    expect(xml).toContain('name="Before &lt;each&gt; &quot;release&quot; at Staging &amp; co"')
    expect(xml).not.toContain('<script>')
    expect(xml).toContain('🌿')
    expect(xml).toContain('���')
    expect([...xml].every((char) => char === '\n' || (char.codePointAt(0) ?? 0) >= 32)).toBe(true)
  })

  test('of a run that could not be sent has its problem as an error', () => {
    const xml = junitOf({ ...run, problem: 'Nobody listens.' }, [])
    expect(xml).toContain('tests="1" failures="0" errors="1"')
    expect(xml).toContain('<error message="Nobody listens."/>')
  })
})
