import { z } from 'zod'
import { cleanQuery } from './rules'

const name = z
  .string()
  .transform((text) => text.replace(/\s+/gu, ' ').trim())
  .pipe(z.string().min(1, 'Give the view a name.').max(60, 'A name may have at most 60 characters.'))

export const saveViewSchema = z.object({
  room: z.string().regex(/^[a-z-]{1,40}$/),
  name,
  /** The part of the list's address after the question mark. */
  query: z
    .string()
    .max(4000)
    .transform(cleanQuery)
    .pipe(z.string().max(2000, 'This view has too many filters to keep.')),
  shared: z.boolean().default(false),
})
export type SaveView = z.output<typeof saveViewSchema>

export const changeViewSchema = z.object({
  id: z.string().max(64),
  version: z.number().int().min(1),
  name: name.optional(),
  query: saveViewSchema.shape.query.optional(),
  shared: z.boolean().optional(),
})
export type ChangeView = z.output<typeof changeViewSchema>

export const removeViewSchema = z.object({ id: z.string().max(64) })

export type SavedViewListed = {
  id: string
  version: number
  name: string
  query: string
  shared: boolean
  /** Made by the person who asks; only they and admins may change it. */
  own: boolean
  ownerName: string
}
