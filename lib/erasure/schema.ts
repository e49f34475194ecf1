import { z } from 'zod'

export const eraseSchema = z.object({
  contactId: z.string().min(1).max(64),
  version: z.number().int().min(1),
  /** Where the person's request is kept: a case number, never their name or number. */
  reference: z
    .string()
    .trim()
    .min(1, 'Write where the request is kept, such as a case number.')
    .max(100, 'At most 100 characters.'),
})
export type Erase = z.output<typeof eraseSchema>
