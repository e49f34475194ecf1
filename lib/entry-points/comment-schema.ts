import { z } from 'zod'
import { cleanText } from './schema'

const LONGEST = 4_000

const text = z
  .string()
  .transform(cleanText)
  .pipe(z.string().min(1, 'Write something first.').max(LONGEST, `A comment may have at most ${LONGEST} characters.`))

export const addCommentSchema = z.object({ entryPointId: z.string().max(60), text })
export type AddComment = z.infer<typeof addCommentSchema>

const version = z.number().int().min(1)

export const editCommentSchema = z.object({ id: z.string().max(60), version, text })
export type EditComment = z.infer<typeof editCommentSchema>

export const removeCommentSchema = z.object({ id: z.string().max(60), version })
export type RemoveComment = z.infer<typeof removeCommentSchema>

export const seeMentionsSchema = z.object({ entryPointId: z.string().max(60) })
export type SeeMentions = z.infer<typeof seeMentionsSchema>
