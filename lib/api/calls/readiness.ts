import { z } from 'zod'
import { WAVE_STATES } from '@/lib/calendar/wave-states'
import { gateSchema } from '@/lib/readiness/schema'
import { defineCall } from '../call'

const waveSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  name: z.string(),
  state: z.enum(WAVE_STATES),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  /** Only for waves that have not gone out yet. */
  ready: z.boolean().nullable().describe('Whether every gate before it is open; null once it is out.'),
  gates: z.array(gateSchema).describe('Empty once it is out.'),
  overrideReason: z.string().nullable().describe('Why an approver released it past closed gates.'),
  entryPoints: z.object({
    total: z.number().int(),
    moved: z.number().int(),
    stays: z.number().int(),
    rolledBack: z.number().int(),
    proven: z.number().int().describe('Clicked or scanned after the move, and right.'),
    wrong: z.number().int(),
  }),
})

export const readinessRead = defineCall({
  id: 'readReadiness',
  method: 'GET',
  path: '/readiness',
  permission: 'overview:read',
  summary: 'The gates of the rollout, and every wave with how far it is',
  description:
    'Computed from what the rooms have recorded, at the moment of the call. `not_measured` means that nothing is recorded yet; it holds a wave back like `closed`.',
  answer: z.object({
    ready: z.boolean().describe('Whether the next wave may go out as far as gates are concerned.'),
    nextWave: z.number().int().nullable().describe('The number of the next wave.'),
    gates: z.array(gateSchema).describe('The gates of the next wave.'),
    waves: z.array(waveSchema),
  }),
})
