import { CHANGE_SAMPLES } from './sample-changes'
import { KIND_SAMPLES } from './sample-contents'
import { FIELD_SAMPLES } from './sample-fields'
import { CONTENT_SAMPLES, IDENTITY_SAMPLES } from './sample-messages'
import { NOTICE_SAMPLES } from './sample-notices'
import { completeSample, type SampleDefinition, type SampleParams } from './sample-parts'
import { STATUS_SAMPLES } from './sample-statuses'

/** The payload pack: every variation of product.md section 5 (Lab), and the others of facts section 3. */
const PACK = [
  ...IDENTITY_SAMPLES,
  ...CHANGE_SAMPLES,
  ...STATUS_SAMPLES,
  ...CONTENT_SAMPLES,
  ...KIND_SAMPLES,
  ...NOTICE_SAMPLES,
  ...FIELD_SAMPLES,
] as const satisfies readonly SampleDefinition[]

export type SampleName = (typeof PACK)[number]['name']

export type Sample = SampleDefinition & { name: SampleName }

export const SAMPLES: readonly Sample[] = PACK

const BY_NAME = new Map<string, Sample>(SAMPLES.map((sample) => [sample.name, sample]))

/** The sample of a name that came from outside; undefined when there is none. */
export function findSample(name: string): Sample | undefined {
  return BY_NAME.get(name)
}

function sampleNamed(name: SampleName): Sample {
  const sample = BY_NAME.get(name)
  if (!sample) throw new Error(`No sample is called ${name}.`)
  return sample
}

/** The payload under test, as an object. What the caller leaves out is filled with an invented person. */
export function buildSample(name: SampleName, params: SampleParams): object {
  return sampleNamed(name).build(completeSample(params))
}

/** The payload under test as the bytes to sign and to send. */
export function sampleBody(name: SampleName, params: SampleParams): Buffer {
  return Buffer.from(JSON.stringify(buildSample(name, params)), 'utf8')
}

export type SampleDelivery = { body: Buffer; signature: 'right' | 'wrong' }

/** Every delivery of a variation in the order of sending: what comes before, then the one under test. */
export function sampleDeliveries(name: SampleName, params: SampleParams): SampleDelivery[] {
  const { before, build, signature } = sampleNamed(name)
  const sample = completeSample(params)
  const bytes = (payload: object) => Buffer.from(JSON.stringify(payload), 'utf8')
  const earlier = (before?.(sample) ?? []).map(
    (payload): SampleDelivery => ({ body: bytes(payload), signature: 'right' }),
  )
  return [...earlier, { body: bytes(build(sample)), signature: signature ?? 'right' }]
}
