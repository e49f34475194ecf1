import { describe, expect, it } from 'vitest'
import { parseWhatsAppLink } from '@/lib/whatsapp/links'
import type { Expectation } from './check-expected-rules'
import { type Found, foundElsewhere, foundLink } from './check-found'
import { judgeCodes, judgeVisit } from './check-verdict-rules'
import type { Visit, VisitEnd } from './check-visit'

const OLD = 'https://wa.me/442079460118'
const NEW = 'https://wa.me/larkmoss'
const MOVED: Expectation = { side: 'new', destination: NEW, other: OLD }
const NOT_MOVED: Expectation = { side: 'current', destination: OLD, other: NEW }

function link(url: string, place = 'href of a'): Found {
  const parsed = parseWhatsAppLink(url)
  return parsed ? foundLink(parsed, { url, place }) : foundElsewhere(url, { url, place })
}

const PAGE = { scripted: false, words: 400, wall: null, tooDeep: false }
function visit(found: string[], given: Partial<Visit> = {}): Visit {
  return {
    end: { kind: 'read' },
    url: 'https://larkmoss.example/',
    hops: [],
    found: found.map((url) => link(url)),
    page: PAGE,
    pictures: { looked: 0, left: 0 },
    ...given,
  }
}

describe('a page that was read', () => {
  it.each([
    [[NEW], 'right', /^It reaches @larkmoss \(href of a\), as it should\.$/],
    [['https://api.whatsapp.com/send/?username=LarkMoss&type=username'], 'right', /@larkmoss/],
    [[NEW, NEW], 'right', /in 2 places/],
    [[NEW, 'https://wa.me/larkmoss.trade'], 'right', /Also there: @larkmoss\.trade\./],
    [[OLD], 'wrong', /^old number: It reaches \+44 20 7946 0118 \(href of a\) and not https:\/\/wa\.me\/larkmoss\.$/],
    [[NEW, OLD], 'wrong', /^old one still there: .*\+44 20 7946 0118 is still there/],
    [['https://wa.me/larkmoss.trade'], 'wrong', /^another handle: It reaches @larkmoss\.trade/],
    [['https://wa.me/message/ABCDEF123456'], 'wrong', /^another message code/],
    [
      ['https://wa.me/u/larkmoss'],
      'wrong',
      /^not an official link: https:\/\/wa\.me\/u\/larkmoss .*not an official form/,
    ],
    [[NEW, 'https://wa.me/u/larkmoss'], 'wrong', /^a broken link/],
    [[], 'wrong', /^no WhatsApp link/],
  ] as const)('%j after the move is %s', (found, verdict, message) => {
    const judged = judgeVisit(visit([...found]), MOVED)
    expect(judged.verdict).toBe(verdict)
    expect(judged.message).toMatch(message)
  })

  it.each([
    [[OLD], 'right', /\+44 20 7946 0118/],
    [[OLD, NEW], 'right', /Also there: @larkmoss/],
    [[NEW], 'wrong', /^moved early: .*Mark it as moved/],
    [['https://wa.me/442079460119'], 'wrong', /^another number/],
  ] as const)('%j before the move is %s', (found, verdict, message) => {
    const judged = judgeVisit(visit([...found]), NOT_MOVED)
    expect(judged.verdict).toBe(verdict)
    expect(judged.message).toMatch(message)
  })

  it('spellings of one phone line are one number', () => {
    const expectation: Expectation = { side: 'current', destination: 'https://wa.me/5215512345678', other: null }
    expect(judgeVisit(visit(['https://wa.me/525512345678']), expectation).verdict).toBe('right')
  })

  it('what a neighbour on the same page should lead to is not held against it', () => {
    expect(judgeVisit(visit([NEW, OLD]), MOVED, [OLD]).verdict).toBe('right')
    expect(judgeVisit(visit([NEW, OLD]), MOVED, ['https://wa.me/442079460999']).verdict).toBe('wrong')
    expect(judgeVisit(visit([OLD]), MOVED, [OLD]).verdict).toBe('wrong')
  })

  it('a short link of one’s own is right by its own address', () => {
    const go = 'https://go.larkmoss.example/chat'
    const expectation: Expectation = { side: 'new', destination: 'go.larkmoss.example/chat', other: OLD }
    const through = foundLink({ kind: 'number', phone: '+442079460199' as never }, { url: go, place: 'href of a' })
    expect(judgeVisit(visit([], { found: [through] }), expectation).verdict).toBe('right')
    expect(judgeVisit(visit([OLD]), expectation).verdict).toBe('wrong')
  })

  it('without something to compare with it is not verified, and says what was found', () => {
    const nothing: Expectation = { side: 'new', destination: null, other: OLD }
    expect(judgeVisit(visit([NEW]), nothing)).toEqual({
      verdict: 'unverifiable',
      message: 'It reaches @larkmoss, and the row does not say where it should lead. Fill in its new destination.',
    })
    const broken: Expectation = { side: 'new', destination: 'https://wa.me/u/larkmoss', other: null }
    expect(judgeVisit(visit([NEW]), broken).verdict).toBe('unverifiable')
  })
})

describe('a page that says nothing', () => {
  it.each([
    [{ page: { ...PAGE, scripted: true } }, /its scripts may add one/],
    [{ page: { ...PAGE, wall: 'scripts' } }, /needs JavaScript/],
    [{ page: { ...PAGE, wall: 'robots' } }, /proof of being human/],
    [{ page: { ...PAGE, wall: 'sign-in' } }, /behind a sign-in/],
    [{ url: 'https://social.example/accounts/login/?next=x' }, /behind a sign-in/],
    [{ page: { ...PAGE, tooDeep: true } }, /nested so deeply/],
    [{ pictures: { looked: 30, left: 12 } }, /12 pictures .* were not looked at/],
  ] as const)('%j could not be verified', (given, message) => {
    const judged = judgeVisit(visit([], given), MOVED)
    expect(judged.verdict).toBe('unverifiable')
    expect(judged.message).toMatch(message)
  })

  const ends: [VisitEnd, string, RegExp][] = [
    [{ kind: 'status', status: 404 }, 'wrong', /^page is gone/],
    [{ kind: 'status', status: 410 }, 'wrong', /^page is gone/],
    [{ kind: 'status', status: 401 }, 'unverifiable', /does not let programs in/],
    [{ kind: 'status', status: 403 }, 'unverifiable', /does not let programs in/],
    [{ kind: 'status', status: 429 }, 'unverifiable', /fewer requests/],
    [{ kind: 'status', status: 999 }, 'unverifiable', /does not let programs in/],
    [{ kind: 'status', status: 503 }, 'unverifiable', /an error of its own/],
    [{ kind: 'status', status: 451 }, 'unverifiable', /answers 451/],
    [{ kind: 'not-a-page', type: 'application/pdf' }, 'unverifiable', /application\/pdf/],
    [
      { kind: 'failed', failure: { ok: false, code: 'fetch-timeout', details: { host: 'a.example' } } },
      'unverifiable',
      /a\.example did not answer in time/,
    ],
  ]
  it.each(ends)('%j is %s', (end, verdict, message) => {
    const judged = judgeVisit(visit([], { end, page: null }), MOVED)
    expect(judged.verdict).toBe(verdict)
    expect(judged.message).toMatch(message)
  })
})

describe('a photo', () => {
  it('is judged by the codes in it', () => {
    expect(judgeCodes([], MOVED)).toBeNull()
    expect(judgeCodes([link(NEW)], MOVED)?.verdict).toBe('right')
    expect(judgeCodes([link('https://larkmoss.example/'), link(NEW)], MOVED)?.verdict).toBe('right')
    expect(judgeCodes([link(OLD)], MOVED)?.message).toMatch(/^old number/)
    expect(judgeCodes([link('https://larkmoss.example/menu')], MOVED)?.message).toMatch(/^another address/)
  })
})
