import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutsideFetch } from '@/lib/server/safe-fetch'
import { readAllowance } from '@/lib/server/safe-fetch-address'
import { createFetchGate } from '@/lib/server/safe-fetch-gate'
import { type Visit, type VisitOptions, visit } from './check-visit'
import { readCodes } from './qr-read'
import { type LinkSite, startLinkSite } from './testing/link-site'

let site: LinkSite
beforeAll(async () => {
  site = await startLinkSite()
})
afterAll(() => site.stop())

function go(path: string, options: VisitOptions = {}): Promise<Visit> {
  const allow = readAllowance([`127.0.0.1:${site.port}`])
  const gate = createFetchGate({ perHost: 2, total: 8 })
  return visit({ fetch: createOutsideFetch({ allow, gate }), readCodes }, site.at(path), options)
}

const NUMBER = '+447700900118'
const seen = ({ found }: Visit) => found.map((one) => [one.target, one.place])

describe('every form of a link', () => {
  it.each([
    ['href', NUMBER, 'href of a'],
    ['href-text', NUMBER, 'href of a'],
    ['handle', '@larkmoss', 'href of a'],
    ['message', 'wa.me/message/ABCDEF123456', 'href of a'],
    ['qr-link', 'wa.me/qr/ABCDEF123456', 'href of a'],
    ['unofficial', 'not an official link', 'href of a'],
    ['api', NUMBER, 'href of a'],
    ['web', NUMBER, 'href of a'],
    ['app', NUMBER, 'href of a'],
    ['onclick', NUMBER, 'onclick of button'],
    ['data', NUMBER, 'data-chat of div'],
    ['json-ld', NUMBER, 'structured data'],
    ['words', NUMBER, 'text'],
    ['iframe', NUMBER, 'src of iframe'],
    ['refresh', NUMBER, 'meta refresh'],
  ])('%s', async (form, target, place) => {
    expect(seen(await go(`/form/${form}`))).toEqual([[target, place]])
  })

  it('a share button is none, and the text a link fills in is kept', async () => {
    expect(seen(await go('/form/share'))).toEqual([])
    expect((await go('/form/href-text')).found[0]?.text).toBe('Hello there')
  })
})

describe('ways that lead on', () => {
  it('a short link is followed hop by hop to WhatsApp, which is read and not fetched', async () => {
    const { hops, found } = await go('/go')
    expect(found).toMatchObject([{ target: NUMBER, place: 'redirect', url: site.at('/go') }])
    expect(hops.map((hop) => [hop.url.replace(site.at(''), ''), hop.status])).toEqual([
      ['/go', 302],
      ['/go/2', 301],
      ['https://api.whatsapp.com/send/?phone=447700900118&type=phone_number', null],
    ])
    expect(seen(await go('/go-app'))).toEqual([[NUMBER, 'redirect']])
  })

  it('a page that sends its visitor on is followed too, and a loop ends', async () => {
    expect(seen(await go('/go-refresh'))).toEqual([[NUMBER, 'redirect']])
    expect((await go('/refresh-loop')).hops).toHaveLength(4)
  })

  it('a button that speaks of WhatsApp is followed, another link is not', async () => {
    const before = site.requests().length
    const { found } = await go('/with-short-link')
    expect(found).toMatchObject([{ target: NUMBER, place: 'href of a', url: site.at('/go') }])
    expect(found[0]?.hops).toHaveLength(3)
    expect(site.requests().slice(before)).toEqual(['/with-short-link', '/go', '/go/2'])
  })

  it('a link of one’s own is followed wherever it ends', async () => {
    site.set('/own', `<a href="${site.at('/go-elsewhere')}">Ask us</a>`)
    const wanted = new Set([site.at('/go-elsewhere')])
    expect((await go('/own', { wanted })).found).toMatchObject([
      { kind: 'elsewhere', target: site.at('/plain'), url: site.at('/go-elsewhere') },
    ])
    expect((await go('/own')).found).toEqual([])
  })
})

describe('codes in pictures', () => {
  it.each(['qr.png', 'qr.svg', 'turned.png', 'pale.jpg', 'inverted.png', 'photo.jpg'])(
    '%s',
    async (name) => {
      expect(seen(await go(`/with/${name}`))).toEqual([[NUMBER, 'QR code in a picture']])
      expect(seen(await go(`/${name}`))).toEqual([[NUMBER, 'QR code']])
    },
    30_000,
  )

  it('in the page itself, as data and as a drawing', async () => {
    expect(seen(await go('/with/data'))).toEqual([[NUMBER, 'QR code in a picture']])
    expect(seen(await go('/with/drawing'))).toEqual([[NUMBER, 'QR code in a picture']])
  })

  it('a code that holds a short link is followed', async () => {
    const { found } = await go('/with/dynamic-code')
    expect(found).toMatchObject([{ target: NUMBER, url: site.at('/go'), place: 'QR code in a picture' }])
  })

  it('something that only says it is a picture does no harm', async () => {
    expect(await go('/with/not-a-picture.png')).toMatchObject({ end: { kind: 'read' }, found: [] })
  })

  it('of very many pictures the rest is counted', async () => {
    site.set('/gallery', Array.from({ length: 34 }, (_, n) => `<img src="/missing${n}.png">`).join(''))
    expect((await go('/gallery')).pictures).toEqual({ looked: 30, left: 4 })
  })
})

describe('what cannot be read', () => {
  it.each([
    ['/forbidden', { kind: 'status', status: 403 }],
    ['/too-many', { kind: 'status', status: 429 }],
    ['/gone', { kind: 'status', status: 404 }],
    ['/broken', { kind: 'status', status: 500 }],
    ['/file.pdf', { kind: 'not-a-page', type: 'application/pdf' }],
  ])('%s', async (path, end) => {
    expect(await go(path)).toMatchObject({ end, found: [] })
  })

  it('a list for programs is read as text', async () => {
    expect(seen(await go('/list.json'))).toEqual([[NUMBER, 'text']])
  })

  it('a check that is stopped ends at once', async () => {
    const stop = new AbortController()
    const going = go('/slow', { signal: stop.signal })
    stop.abort()
    expect(await going).toMatchObject({ end: { kind: 'failed', failure: { code: 'fetch-cancelled' } } })
  })
})

it('a WhatsApp link as the address is never fetched', async () => {
  const fetch = createOutsideFetch({ allow: readAllowance([]), gate: createFetchGate({ perHost: 1, total: 1 }) })
  const { hops, found } = await visit({ fetch, readCodes }, 'https://wa.me/larkmoss')
  expect(hops).toEqual([{ url: 'https://wa.me/larkmoss', status: null }])
  expect(found).toMatchObject([{ target: '@larkmoss', place: 'the address itself' }])
})
