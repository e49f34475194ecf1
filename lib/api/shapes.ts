import { z } from 'zod'

/** Ids of Handrail: a prefix that says what they name, and 26 characters. */
const ID = /^[a-z]{1,8}_[0-9A-Z]{26}$/

export const idParams = z.object({ id: z.string().regex(ID).describe('The id of the record.') })

/** What every refusal looks like. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.string().describe('Stable; branch on this.'),
    message: z.string().describe('A sentence for people: what happened and what to do.'),
    details: z.record(z.string(), z.unknown()).optional().describe('What the code is about, by name.'),
  }),
})

/** A parameter that may be given several times, or once with commas. `words` says what it takes. */
export function listParam<T extends z.ZodType<string, string>>(value: T, words: string) {
  return z
    .union([z.string(), z.array(z.string())])
    .transform((given) => (Array.isArray(given) ? given : [given]).flatMap((part) => part.split(',')))
    .pipe(z.array(value))
    .optional()
    .describe(`One or several, with commas or repeated: ${words}.`)
}

/** `1` or `true` switch on, `0` or `false` off. */
export const flagParam = z
  .enum(['0', '1', 'true', 'false'])
  .optional()
  .transform((value) => value === '1' || value === 'true')
