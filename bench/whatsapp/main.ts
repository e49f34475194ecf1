import { readFileSync, writeFileSync } from 'node:fs'
import { apiPages, checkStored, untilResolved } from './check'
import { OptionError, readOptions, type SenderOptions, USAGE } from './options'
import { checkText, progressLine, reportText } from './report'
import { Sender } from './sender'
import { openWire } from './wire'

/** `npm run whatsapp`: acts as WhatsApp towards a receiver, and tells what the receiver made of it. */
const RESOLVED_WITHIN_MS = 10 * 60_000

async function send(options: SenderOptions): Promise<Set<string>> {
  const sender = new Sender(options, openWire(options.url, options.connections))
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1_000
  const progress = setInterval(() => console.log(progressLine(sender.tally, seconds())), 5_000)
  const tally = await sender.run()
  clearInterval(progress)
  console.log(reportText(tally, { seconds: seconds(), seed: options.seed }))
  if (options.acksFile) writeFileSync(options.acksFile, [...tally.ids].map((id) => `${id}\n`).join(''))
  if (tally.gaveUp + tally.left > 0) process.exitCode = 1
  return tally.ids
}

async function check(ids: ReadonlySet<string>, { api, token }: NonNullable<SenderOptions['check']>): Promise<void> {
  if (!(await untilResolved(api, RESOLVED_WITHIN_MS))) console.log('The worker is not done yet; checking all the same.')
  const checked = await checkStored(ids, apiPages({ api, token }))
  console.log(checkText(checked, ids.size))
  if (checked.missing.length + checked.doubled.length > 0) process.exitCode = 1
}

async function main(args: string[]): Promise<void> {
  if (args.length === 0 || args.includes('--help')) return console.log(USAGE)
  const options = readOptions(args, process.env.HANDRAIL_FETCH_ALLOW?.split(',') ?? [])
  const file = options.check?.file
  const ids = file ? new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean)) : await send(options)
  if (options.check) await check(ids, options.check)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof OptionError)) throw error
  console.error(`${error.message}\n\nnpm run whatsapp -- --help lists everything.`)
  process.exitCode = 2
}
