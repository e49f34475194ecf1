import { z } from 'zod'

/** The gates of the rollout, in the order people work through them. */
export const GATE_KEYS = [
  'inputs',
  'handle',
  'policy',
  'identity',
  'tests',
  'scripts',
  'data-protection',
  'entry-points',
  'sign-offs',
] as const
export type GateKey = (typeof GATE_KEYS)[number]

/** `not_measured`: nothing is recorded yet, so nothing is known. It holds a wave back like a closed one. */
export const GATE_STATES = ['open', 'closed', 'not_measured'] as const
export type GateState = (typeof GATE_STATES)[number]

export const gateSchema = z.object({
  key: z.enum(GATE_KEYS),
  name: z.string(),
  state: z.enum(GATE_STATES),
  /** Its own evidence is complete, but this gate comes first and is not open. */
  heldBy: z.enum(GATE_KEYS).nullable(),
  /** True when a wave may pass: open, and nothing before it holds it. */
  passes: z.boolean(),
  sentence: z.string(),
  /** The role it belongs to, and who answers for it by name when that is known. */
  owner: z.object({ role: z.string(), name: z.string().nullable() }),
  /** The room in which it is put right. */
  room: z.string(),
})
export type Gate = z.output<typeof gateSchema>
