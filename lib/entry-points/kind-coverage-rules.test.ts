import { expect, test } from 'vitest'
import { ASKED_KINDS, coverKinds, openKinds } from './kind-coverage-rules'

const said = { id: 'ks', kind: 'packaging', byName: 'Mara Quill', at: '2026-11-24T10:00:00.000Z', note: null }

test('a kind is accounted for by rows, or by somebody who says there are none', () => {
  const coverage = coverKinds(new Map([['ad', 3]]), [said])
  expect(coverage.find(({ kind }) => kind === 'ad')).toEqual({ kind: 'ad', rows: 3, state: 'listed', said: null })
  expect(coverage.find(({ kind }) => kind === 'packaging')).toMatchObject({ state: 'none', said })
  expect(openKinds(coverage)).toEqual(ASKED_KINDS.filter((kind) => kind !== 'ad' && kind !== 'packaging'))
})

test('a row overtakes what was said, and "other" is never asked for', () => {
  expect(coverKinds(new Map([['packaging', 1]]), [said])).toContainEqual({
    ...{ kind: 'packaging', rows: 1, state: 'listed', said: null },
  })
  expect(coverKinds(new Map([['other', 9]]), []).map(({ kind }) => kind)).toEqual(ASKED_KINDS)
  expect(ASKED_KINDS).toHaveLength(13)
})
