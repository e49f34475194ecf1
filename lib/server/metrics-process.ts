import type { Metrics } from './metrics'

/** `server` answers, `pages` shows pages, `worker` resolves: processes, and each has a memory of its own. */
export type ProcessName = 'server' | 'pages' | 'worker'

/** What the operating system and V8 say about this process. */
export function addProcessMetrics(metrics: Metrics, name: ProcessName): void {
  const startedAt = Date.now() / 1_000 - process.uptime()
  const labels = { process: name }
  metrics.gauge(
    {
      name: 'handrail_process_start_time_seconds',
      unit: 'seconds',
      help: 'When the process started; counters begin there.',
    },
    () => startedAt,
    labels,
  )
  metrics.gauge(
    { name: 'handrail_process_memory_bytes', unit: 'bytes', help: 'Memory of the process (resident set).' },
    () => process.memoryUsage.rss(),
    labels,
  )
  metrics.gauge(
    { name: 'handrail_process_heap_bytes', unit: 'bytes', help: 'JavaScript heap in use.' },
    () => process.memoryUsage().heapUsed,
    labels,
  )
  metrics.counted(
    { name: 'handrail_process_cpu_seconds', unit: 'seconds', help: 'Processor time used since the start.' },
    () => {
      const { user, system } = process.cpuUsage()
      return (user + system) / 1_000_000
    },
    labels,
  )
}
