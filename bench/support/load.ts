import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LoadOrder, LoadReport } from './load-process'

const script = fileURLToPath(new URL('load-process.ts', import.meta.url))

/** Sends in a process of its own; bounded by the seconds of the order. */
export function sendLoad(order: LoadOrder): Promise<LoadReport> {
  const child: ChildProcess = fork(script, { execArgv: ['--import', 'tsx'] })
  return new Promise((resolve, reject) => {
    let report: LoadReport | undefined
    child.on('message', (message: LoadReport) => {
      report = message
    })
    child.on('exit', (code) => (report ? resolve(report) : reject(new Error(`The sender ended with code ${code}.`))))
    child.send(order)
  })
}
