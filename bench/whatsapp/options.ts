import { parseArgs } from 'node:util'
import type { SampleNumber } from '@/lib/whatsapp/sample-parts'
import { GENERATED_SHAPES, MIXES, type Mix, parseMix } from './mixes'
import { MOST_PEOPLE } from './people'

/** What `npm run whatsapp` was asked for. Times in milliseconds, rates per second. */
export type SenderOptions = {
  url: string
  secret: string
  number: SampleNumber
  rate: number
  durationMs: number
  /** Most deliveries, whatever the time. */
  count: number
  connections: number
  /** Updates in one POST. */
  batch: { from: number; to: number }
  mix: Mix
  people: number
  seed: number
  textBytes: number
  /** Share of the deliveries that are sent once more after they were acknowledged. */
  duplicates: number
  /** Share of the deliveries that are held back, so that later ones overtake them. */
  disorder: number
  /** How much faster than at WhatsApp time passes between two tries. */
  timeScale: number
  /** How long the last tries are waited for, after everything was sent once. */
  patienceMs: number
  acksFile: string | undefined
  check: { api: string; token: string; file: string | undefined } | undefined
}

/** Why the command cannot run, in a sentence for the person who typed it. */
export class OptionError extends Error {
  override name = 'OptionError'
}

/** What may be asked without `--i-know`: enough to see how an installation behaves, not enough to hurt somebody's. */
export const LIMITS = { rate: 5_000, seconds: 900, count: 250_000 } as const

export const USAGE = `Acts as WhatsApp: signed webhooks for a Handrail, or for any handler that takes them.

  npm run whatsapp -- --url http://localhost:3000/webhooks/whatsapp/<key> --secret <app secret>
    --phone-number-id <id> --display-number <digits> --waba <id>

  --rate 50            deliveries a second
  --duration 30        seconds; --count 10000 ends earlier
  --batch 1            updates in one POST, 1 to 1000; 1-100 for a mix of sizes
  --connections 32     POSTs under way at once
  --mix typical        ${Object.keys(MIXES).join(', ')}, or shape=weight,shape=weight
  --people 1000        how many different people write
  --seed N             the same seed sends the same; printed when left out
  --text-bytes N       fills every text up to this length
  --duplicates 0.1     share that is sent again, as the same bytes or regrouped
  --disorder 0.1       share that is overtaken by later ones
  --time-scale 3600    seven days of tries in this fraction of the time (3600: three minutes)
  --patience 60        seconds to wait for the last tries
  --acks FILE          writes every acknowledged id
  --token T            afterwards asks the API whether each acknowledged id is stored once
  --api URL            where the API is, when not beside the webhooks
  --check FILE         sends nothing, and checks the ids of an earlier run (with --token and --api or --url)
  --i-know             also to other hosts than this machine and those of HANDRAIL_FETCH_ALLOW, and beyond
                       ${LIMITS.rate} a second, ${LIMITS.seconds} seconds or ${LIMITS.count} deliveries

Shapes: ${GENERATED_SHAPES.join(', ')}
`

const FLAGS = {
  url: { type: 'string' },
  secret: { type: 'string' },
  'phone-number-id': { type: 'string' },
  'display-number': { type: 'string' },
  waba: { type: 'string' },
  rate: { type: 'string', default: '50' },
  duration: { type: 'string', default: '30' },
  count: { type: 'string', default: '10000' },
  batch: { type: 'string', default: '1' },
  connections: { type: 'string', default: '32' },
  mix: { type: 'string', default: 'typical' },
  people: { type: 'string', default: '1000' },
  seed: { type: 'string' },
  'text-bytes': { type: 'string', default: '0' },
  duplicates: { type: 'string', default: '0' },
  disorder: { type: 'string', default: '0' },
  'time-scale': { type: 'string', default: '3600' },
  patience: { type: 'string', default: '60' },
  acks: { type: 'string' },
  token: { type: 'string' },
  api: { type: 'string' },
  check: { type: 'string' },
  'i-know': { type: 'boolean', default: false },
} as const

type Given = ReturnType<typeof readFlags>

function readFlags(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS, allowPositionals: false }).values
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error))
  }
}

type Range = { from: number; to: number; whole?: boolean }

function number(given: Given, name: keyof Given, { from, to, whole = true }: Range): number {
  const value = Number(given[name])
  if (
    given[name] === '' ||
    !Number.isFinite(value) ||
    value < from ||
    value > to ||
    (whole && !Number.isInteger(value))
  ) {
    throw new OptionError(`--${name} must be a ${whole ? 'whole ' : ''}number from ${from} to ${to}.`)
  }
  return value
}

function required(given: Given, name: 'url' | 'secret' | 'phone-number-id' | 'display-number' | 'waba'): string {
  const value = given[name]
  if (!value) throw new OptionError(`--${name} is missing.`)
  return value
}

function readUrl(name: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new OptionError(`--${name} must be an address that begins with http:// or https://.`)
  }
  return url
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Somebody else's handler is not for trying things out, so a host that is not this machine has to be meant. */
function checkHost(url: URL, allowed: readonly string[], iKnow: boolean): void {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  if (iKnow || LOOPBACK.test(url.hostname) || allowed.includes(`${url.hostname}:${port}`)) return
  throw new OptionError(`${url.host} is not this machine and not in HANDRAIL_FETCH_ALLOW. Say --i-know if it is meant.`)
}

function readBatch(text: string): SenderOptions['batch'] {
  const [, from = '', to = from] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(text) ?? []
  const batch = { from: Number(from), to: Number(to || from) }
  if (!from || batch.from < 1 || batch.to > 1_000 || batch.from > batch.to) {
    throw new OptionError('--batch must be from 1 to 1000, or two such numbers as 1-100.')
  }
  return batch
}

function readMix(text: string): Mix {
  try {
    return parseMix(text)
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error))
  }
}

function readCheck(given: Given, allowed: readonly string[]): SenderOptions['check'] {
  const { token, api, url, check: file } = given
  if (!token) {
    if (file) throw new OptionError('--check needs --token.')
    return undefined
  }
  const address = readUrl(api ? 'api' : 'url', api ?? url ?? '')
  checkHost(address, allowed, given['i-know'])
  return { api: api ? address.href.replace(/\/$/, '') : `${address.origin}/api/v1`, token, file }
}

/** Reads the command line. `allowed`: `host:port` of HANDRAIL_FETCH_ALLOW. Throws OptionError with a sentence. */
export function readOptions(args: string[], allowed: readonly string[], now = Date.now()): SenderOptions {
  const given = readFlags(args)
  const check = readCheck(given, allowed)
  const onlyCheck = check?.file !== undefined
  const url = onlyCheck ? '' : readUrl('url', required(given, 'url')).href
  if (!onlyCheck) checkHost(new URL(url), allowed, given['i-know'])
  const most = given['i-know'] ? { rate: 1e6, seconds: 1e6, count: 1e9 } : LIMITS
  return {
    url,
    secret: onlyCheck ? '' : required(given, 'secret'),
    number: {
      phoneNumberId: onlyCheck ? '' : required(given, 'phone-number-id'),
      displayPhoneNumber: onlyCheck ? '' : required(given, 'display-number').replace(/\D/g, ''),
      wabaId: onlyCheck ? '' : required(given, 'waba'),
    },
    rate: number(given, 'rate', { from: 0.01, to: most.rate, whole: false }),
    durationMs: number(given, 'duration', { from: 1, to: most.seconds, whole: false }) * 1_000,
    count: number(given, 'count', { from: 1, to: most.count }),
    connections: number(given, 'connections', { from: 1, to: 2_000 }),
    batch: readBatch(given.batch),
    mix: readMix(given.mix),
    people: number(given, 'people', { from: 1, to: MOST_PEOPLE }),
    seed: given.seed === undefined ? Math.floor(now / 1_000) : number(given, 'seed', { from: 0, to: 2 ** 31 }),
    textBytes: number(given, 'text-bytes', { from: 0, to: 4_096 }),
    duplicates: number(given, 'duplicates', { from: 0, to: 1, whole: false }),
    disorder: number(given, 'disorder', { from: 0, to: 1, whole: false }),
    timeScale: number(given, 'time-scale', { from: 1, to: 1e6, whole: false }),
    patienceMs: number(given, 'patience', { from: 0, to: most.seconds, whole: false }) * 1_000,
    acksFile: given.acks,
    check,
  }
}
