import { describe, expect, it } from 'vitest'
import { ReceiverMetrics } from '@/lib/receiver/receiver-metrics'
import { type Family, Metrics } from './metrics'
import { addProcessMetrics } from './metrics-process'
import { joinFamilies, metricsText, ofWorkspace } from './metrics-text'
import { readOpenMetrics, sampleValue } from './testing/openmetrics'

const read = (families: Family[]) => readOpenMetrics(metricsText(families))

describe('the text', () => {
  it('is valid OpenMetrics with nothing counted yet', () => {
    const metrics = new Metrics()
    addProcessMetrics(metrics, 'server')
    new ReceiverMetrics(metrics)
    const families = read(metrics.snapshot())
    expect(families.map(({ name, type, unit }) => [name, type, unit])).toEqual(
      expect.arrayContaining([
        ['handrail_process_cpu_seconds', 'counter', 'seconds'],
        ['handrail_process_memory_bytes', 'gauge', 'bytes'],
        ['handrail_deliveries_stored', 'counter', undefined],
        ['handrail_answer_seconds', 'histogram', 'seconds'],
        ['handrail_commit_deliveries', 'histogram', undefined],
      ]),
    )
    expect(families.every(({ help }) => help && help.length > 10)).toBe(true)
    expect(metricsText([])).toBe('# EOF\n')
  })

  it('escapes whatever stands in a label or a help', () => {
    const metrics = new Metrics()
    const odd = 'back\\slash "quote"\nbreak, comma} =x'
    metrics.counters({ name: 'handrail_odd', help: 'One \\ line\nand another.' }).with({ connection: odd }).add(3)
    const [family] = read(metrics.snapshot())
    expect(family).toMatchObject({
      help: 'One \\ line\nand another.',
      samples: [{ labels: { connection: odd }, value: 3 }],
    })
  })

  it('writes numbers as a scraper reads them', () => {
    const metrics = new Metrics()
    for (const [index, value] of [0, 1e21, 1e-7, Number.NaN, Number.POSITIVE_INFINITY, -1.5].entries()) {
      metrics.gauge({ name: `handrail_gauge_${index}`, help: 'A number of some kind.' }, () => value)
    }
    expect(read(metrics.snapshot()).map(({ samples }) => samples[0]?.value)).toEqual([
      0,
      1e21,
      1e-7,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -1.5,
    ])
  })
})

describe('counting', () => {
  it('keeps one series per set of labels, and gives the same object for the same labels', () => {
    const metrics = new Metrics()
    const counters = metrics.counters({ name: 'handrail_things', help: 'Things that were seen.' })
    counters.with({ a: '1' }).add()
    counters.with({ a: '1' }).add(2)
    counters.with({ a: '2' }).add()
    const families = read(metrics.snapshot())
    expect(sampleValue(families, 'handrail_things_total', { a: '1' })).toBe(3)
    expect(sampleValue(families, 'handrail_things_total', { a: '2' })).toBe(1)
  })

  it('puts a value into the first bucket that holds it', () => {
    const metrics = new Metrics()
    const histogram = metrics.histograms({ name: 'handrail_size', help: 'Sizes of things.' }, [1, 2.5, 10]).with()
    for (const value of [0.5, 1, 1.01, 2.5, 10, 11]) histogram.observe(value)
    const families = read(metrics.snapshot())
    const bucket = (le: string) => sampleValue(families, 'handrail_size_bucket', { le })
    expect([bucket('1.0'), bucket('2.5'), bucket('10.0'), bucket('+Inf')]).toEqual([2, 4, 5, 6])
    expect(sampleValue(families, 'handrail_size_sum')).toBeCloseTo(26.01)
  })

  it('costs the receiver next to nothing per delivery', () => {
    const counts = new ReceiverMetrics(new Metrics())
    const connection = { id: 'con_1', workspaceId: 'ws_1' }
    const deliveries = 200_000
    const started = performance.now()
    for (let i = 0; i < deliveries; i += 1) {
      counts.received(connection)
      counts.stored(connection, started)
    }
    const nanoseconds = ((performance.now() - started) * 1e6) / deliveries
    // Some 200 ns on a quiet machine; the bound only catches a mistake of another order.
    expect(nanoseconds).toBeLessThan(5_000)
  })
})

describe('several processes and several workspaces', () => {
  function processOf(name: 'server' | 'worker'): Metrics {
    const metrics = new Metrics()
    addProcessMetrics(metrics, name)
    return metrics
  }

  it('become one text in which every name stands once', () => {
    const both = joinFamilies(processOf('server').snapshot(), processOf('worker').snapshot())
    const memory = read(both).find(({ name }) => name === 'handrail_process_memory_bytes')
    expect(memory?.samples.map(({ labels }) => labels.process)).toEqual(['server', 'worker'])
  })

  it('are told apart: a workspace sees its own series and those of nobody', () => {
    const metrics = processOf('server')
    const counts = new ReceiverMetrics(metrics)
    counts.stored({ id: 'con_mine', workspaceId: 'ws_mine' }, 0)
    counts.stored({ id: 'con_theirs', workspaceId: 'ws_theirs' }, 0)
    counts.refused('bad-signature', { id: 'con_theirs', workspaceId: 'ws_theirs' })
    counts.refused('unknown-connection')
    const text = metricsText(ofWorkspace(metrics.snapshot(), 'ws_mine'))
    readOpenMetrics(text)
    expect(text).toContain('handrail_deliveries_stored_total{connection="con_mine"} 1')
    expect(text).toContain('handrail_requests_refused_total{reason="unknown-connection"} 1')
    expect(text).toContain('handrail_process_memory_bytes{process="server"}')
    expect(text).not.toContain('theirs')
  })
})
