import { describe, expect, it } from 'vitest'
import { targetOf } from './check-find-rules'
import { type PageScan, scanPage } from './check-scan'

function scan(html: string, piece = html.length || 1, wanted: string[] = []): PageScan {
  const scanner = scanPage({ url: 'https://larkmoss.example/help/', wanted: new Set(wanted) })
  for (let from = 0; from < html.length; from += piece) scanner.write(html.slice(from, from + piece))
  return scanner.end()
}

const links = (html: string, piece?: number) => scan(html, piece).links.map((one) => [targetOf(one.link), one.place])

const PAGE = `<!doctype html><html><head>
<meta name="description" content="https://wa.me/447700900111">
<script type="application/ld+json">{"@type":"Organization","sameAs":["https:\\/\\/wa.me\\/larkmoss"]}</script>
<style>.x{background:url("/img/wall.png")} .y{background:url(/font.woff2)}</style>
</head><body>
<!-- <a href="https://wa.me/447700900112">gone</a> -->
<p>Write to wa.me/447700900113, please.</p>
<a href="https://wa.me/447700900114?text=Hi%20you">Chat</a>
<button onclick="window.open('https://api.whatsapp.com/send?phone=447700900115')">Chat</button>
<div data-link="https%3A%2F%2Fwa.me%2F447700900116"></div>
<iframe src="//wa.me/447700900117"></iframe>
<img srcset="https://wa.me/447700900118 2x, /a.png 1x" src="/b.png" alt="Scan me">
<script>var link = "https://wa.me/447700900119"; var half = "https://wa.me/" + n</script>
<template><a href="whatsapp://send?phone=447700900120">late</a></template>
<noscript><a href="https://wa.me/u/larkmoss">Chat</a></noscript>
<a href="/local">wa.me</a>
</body></html>`

describe('links of a page', () => {
  const expected = [
    ['@larkmoss', 'structured data'],
    ['+447700900113', 'text'],
    ['+447700900114', 'href of a'],
    ['+447700900115', 'onclick of button'],
    ['+447700900116', 'data-link of div'],
    ['+447700900117', 'src of iframe'],
    ['+447700900118', 'srcset of img'],
    ['+447700900119', 'script'],
    ['+447700900120', 'href of a'],
    ['not an official link', 'href of a'],
  ]

  it('are found wherever they stand, but not in comments and descriptions', () => {
    expect(links(PAGE)).toEqual(expected)
  })

  it.each([1, 7, 64, 1_000])('whatever pieces of %i characters the page comes in', (piece) => {
    expect(links(PAGE, piece)).toEqual(expected)
  })

  it('in a text so long that it is read in parts', () => {
    const html = `<p>${'words '.repeat(10_920)}https://wa.me/447700900118?text=Hello ${'more '.repeat(30_000)} wa.me/larkmoss</p>`
    expect(links(html).map(([target]) => target)).toEqual(['+447700900118', '@larkmoss'])
  })
})

describe('where a page leads', () => {
  it.each([
    ['<meta http-equiv="refresh" content="0; url=/next">', 'https://larkmoss.example/next'],
    ['<META HTTP-EQUIV=Refresh CONTENT="5;URL=\'https://go.example/x\'">', 'https://go.example/x'],
    ['<base href="https://other.example/a/"><meta http-equiv="refresh" content="1;b">', 'https://other.example/a/b'],
    ['<meta http-equiv="refresh" content="30">', null],
  ])('%s', (html, refresh) => {
    expect(scan(html).refresh).toBe(refresh)
  })

  it('a refresh to WhatsApp is a link', () => {
    expect(links('<meta http-equiv="refresh" content="0; url=https://wa.me/larkmoss">')).toEqual([
      ['@larkmoss', 'meta refresh'],
    ])
  })

  it('short links, links that speak of WhatsApp and the wanted one are followed, others are not', () => {
    const html = `<a href="https://bit.ly/x1">Chat</a><a href="/go/chat"><i class="fa-whatsapp"></i> Write to us</a>
      <a href="/go/2"><span>WhatsApp us</span></a><a href="https://go.example/chat#top">Ask</a>
      <a href="/about">About</a><a href="mailto:a@b.example">WhatsApp</a>`
    const { routes } = scan(html, undefined, ['https://go.example/chat'])
    expect(routes.map((route) => route.url)).toEqual([
      'https://bit.ly/x1',
      'https://larkmoss.example/go/chat',
      'https://larkmoss.example/go/2',
      'https://go.example/chat',
    ])
  })
})

describe('pictures of a page', () => {
  it('are found with what says that they may be codes', () => {
    const html = `<img src="/a.png"><img src="/qr-code.png"><img data-src="late.jpg" src="data:image/gif;base64,R0lGOD" alt="scan this">
      <picture><source srcset="/small.webp 1x, /large.webp 2x"></picture><img src="/icon.png" width=16 height=16>
      <div style="background-image:url('/wall.jpg')"></div><svg><image href="/in.png"/></svg><img src="/a.png">
      <style>.q{background:url(/style.png)}</style>`
    const found = scan(html).images.filter((image) => image.kind !== 'drawing')
    expect(found.map((image) => [image.src.replace('https://larkmoss.example', ''), image.likely])).toEqual([
      ['/a.png', false],
      ['/qr-code.png', true],
      ['data:image/gif;base64,R0lGOD', true],
      ['/help/late.jpg', true],
      ['/large.webp', false],
      ['/wall.jpg', false],
      ['/in.png', false],
      ['/style.png', false],
    ])
  })

  it('a drawing in the page keeps its shape', () => {
    const [drawing] = scan('<svg viewBox="0 0 5 5"><path d="M0 0h1"/><g><rect width="1"/></g></svg><p>after</p>').images
    expect(drawing?.src).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5"><path d="M0 0h1"></path><g><rect width="1"></rect></g></svg>',
    )
  })
})

describe('what keeps a page from being read', () => {
  it.each([
    ['<noscript>Please enable JavaScript to go on.</noscript><div id=root></div><script src=a.js></script>', 'scripts'],
    ['<p>Log in to continue</p>', 'sign-in'],
    ['<h1>Verify you are human</h1>', 'robots'],
    ['<p>Welcome to the shop</p>', null],
  ])('%s', (html, wall) => {
    expect(scan(html).wall).toBe(wall)
  })

  it('knows whether scripts may add something, and how much there is to read', () => {
    expect(scan('<p>Hello there</p>')).toMatchObject({ scripted: false, words: 11 })
    expect(scan('<script type="application/ld+json">{}</script>').scripted).toBe(false)
    expect(scan('<script src="/a.js"></script>').scripted).toBe(true)
  })

  it('a hostile page costs little time and does not end the process', () => {
    const nasty = [
      '<i>'.repeat(400_000) + '</b>'.repeat(400_000),
      '<a href=x>'.repeat(200_000),
      `<p ${'a=1 '.repeat(400_000)}>`,
      `<p title="${'wa.me '.repeat(300_000)}">`,
      '<img src=/a.png>'.repeat(100_000),
      '<svg>'.repeat(300_000),
      `${'&amp;'.repeat(400_000)}`,
      '<'.repeat(1_000_000),
      '<!--'.repeat(300_000),
    ]
    const before = performance.now()
    const deep = nasty.map((html) => scan(html, 65_536).tooDeep)
    expect(performance.now() - before).toBeLessThan(12_000)
    expect(deep[0]).toBe(true)
  }, 20_000)
})
