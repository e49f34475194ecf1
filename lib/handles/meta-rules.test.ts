import { describe, expect, it } from 'vitest'
import { afterNews, type MetaNews, type MetaStanding, NEW_HANDLE, saysMore } from './meta-rules'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 10, minute))
const news = (more: Partial<MetaNews>): MetaNews => ({
  status: 'approved',
  username: 'larkmoss',
  revoked: false,
  at: at(5),
  ...more,
})
const decided: MetaStanding = { ...NEW_HANDLE, state: 'approved', approvedName: 'Larkmoss' }

function having(handle: MetaStanding, ...all: MetaNews[]): MetaStanding {
  return all.reduce((standing, one) => afterNews(standing, one) ?? standing, handle)
}

describe('news about a username', () => {
  it.each<[string, MetaStanding, MetaNews, Partial<MetaStanding>]>([
    [
      'approved, as decided: it is live',
      decided,
      news({}),
      { state: 'live', metaState: 'approved', metaName: 'larkmoss' },
    ],
    ['reserved, as decided', decided, news({ status: 'reserved' }), { state: 'reserved', metaState: 'reserved' }],
    [
      'another name than decided moves no decision',
      decided,
      news({ username: 'lark' }),
      { state: 'approved', metaName: 'lark' },
    ],
    ['nothing decided yet: kept, decision open', NEW_HANDLE, news({}), { state: 'deciding', metaName: 'larkmoss' }],
    [
      'given up',
      having(decided, news({})),
      news({ status: 'deleted', username: undefined, at: at(6) }),
      { state: 'released', metaState: 'deleted', metaName: 'larkmoss' },
    ],
    ['given up before it was ours', decided, news({ status: 'deleted' }), { state: 'approved', metaState: 'deleted' }],
    [
      'taken away',
      having(decided, news({})),
      news({ status: 'deleted', revoked: true, at: at(6) }),
      { state: 'revoked', metaState: 'deleted', metaName: 'larkmoss' },
    ],
    [
      'taken away and replaced',
      having(decided, news({})),
      news({ username: 'user_58201734', revoked: true, at: at(6) }),
      { state: 'revoked', metaState: 'approved', metaName: 'user_58201734' },
    ],
  ])('%s', (_what, handle, one, expected) => {
    expect(afterNews(handle, one)).toMatchObject(expected)
  })

  it('that is older than what is known changes nothing, in whatever order it arrives', () => {
    const reserved = news({ status: 'reserved', at: at(1) })
    const approved = news({ at: at(2) })
    const revoked = news({ status: 'deleted', revoked: true, at: at(3) })
    const inOrder = having(decided, reserved, approved, revoked)
    expect(having(decided, revoked, reserved, approved)).toEqual(inOrder)
    expect(having(decided, revoked, approved, reserved)).toEqual(inOrder)
    expect(inOrder.state).toBe('revoked')
  })

  it('that repeats what is known says no more', () => {
    const once = having(decided, news({}))
    const twice = having(once, news({ at: at(9) }))
    expect(saysMore(once, twice)).toBe(false)
    expect(saysMore(decided, once)).toBe(true)
    expect(twice.metaCheckedAt).toEqual(at(9))
  })
})
