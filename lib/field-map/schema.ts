import { z } from 'zod'
import { FIELD_TYPES, IDENTITY_KEYS, MAP_SYSTEM_KINDS, TRUSTS } from './vocabulary'

const at = { id: z.string().min(1).max(60), version: z.number().int().min(1) }
const member = z
  .string()
  .max(60)
  .transform((value) => value || null)
  .nullable()

export const mapSystemSchema = z.object({
  name: z.string().trim().min(1, 'Name the system.').max(120, 'Use at most 120 characters.'),
  kind: z.enum(MAP_SYSTEM_KINDS),
  ownerId: member,
})
export type MapSystemInput = z.output<typeof mapSystemSchema>
export const changeMapSystemSchema = mapSystemSchema.extend(at)
export type MapSystemChange = z.output<typeof changeMapSystemSchema>
export const mapAtSchema = z.object(at)
export type MapAt = z.output<typeof mapAtSchema>

/** Workflows and reports that read the field, one name each. */
const readers = z
  .array(z.string().trim().min(1).max(120, 'Use at most 120 characters for each.'))
  .max(50, 'Name at most 50.')

export const fieldSchema = z.object({
  systemId: z.string().min(1).max(60),
  identityKey: z.enum(IDENTITY_KEYS),
  fieldName: z.string().trim().min(1, 'Name the field as the system names it.').max(120, 'Use at most 120 characters.'),
  fieldType: z.enum(FIELD_TYPES),
  trustedFor: z.enum(TRUSTS),
  isMatchKey: z.boolean(),
  readers,
  /** 0 for a field that is not on the map yet. */
  version: z.number().int().min(0),
})
export type FieldInput = z.output<typeof fieldSchema>

export const runCheckSchema = z.object({ numberId: z.string().max(60).nullish() })
