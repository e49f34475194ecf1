import { z } from 'zod'

/** Shapes of what crosses the edge of the Settings room: screens, API and command line share them. */
const name = z.string().trim().min(1, 'Give it a name.').max(80, 'Keep the name under 80 characters.')

export const workspaceSchema = z.object({
  name,
  zone: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'Choose a time zone such as Europe/London.',
    )
    .default('Europe/London'),
})

export const retentionSchema = z.object({
  version: z.number().int(),
  name,
  zone: workspaceSchema.shape.zone,
  defaultCountry: z.string().regex(/^[A-Z]{2}$/, 'Choose a country.'),
  bodyRetentionDays: z.coerce
    .number('Give a number of days.')
    .int('Give a whole number of days.')
    .min(1, 'Keep bodies for at least 1 day, so that a failure can be looked at.')
    .max(365, 'Bodies hold personal data: keep them for at most 365 days.'),
})

export const portfolioSchema = z.object({
  name,
  metaId: z
    .string()
    .trim()
    .regex(/^\d{1,32}$/, 'The portfolio id is digits only.')
    .optional(),
})

/** Meta's ids are digits; a phone number typed here is the usual mistake. */
const metaId = (what: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{5,32}$/, `${what} is 5 to 32 digits, as WhatsApp Manager shows it.`)

export const numberSchema = z.object({
  portfolioId: z.string().min(1, 'Choose a portfolio.'),
  phoneNumberId: metaId('The phone number id'),
  displayNumber: z
    .string()
    .trim()
    .refine((text) => {
      const digits = text.replace(/\D/g, '')
      return digits.length >= 6 && digits.length <= 15 && /^[+\d][\d\s().-]*$/.test(text)
    }, 'Write the number with its country code, for example +44 20 7946 0118.'),
  wabaId: metaId('The WhatsApp Business Account id'),
  label: name.optional(),
  connectionId: z.string().optional(),
})

export const connectionSchema = z.object({
  name,
  secret: z
    .string()
    .trim()
    .min(8, 'The app secret has at least 8 characters.')
    .max(256, 'This is longer than an app secret.'),
  verifyToken: z.string().trim().min(4, 'Use at least 4 characters.').max(256, 'Use at most 256 characters.'),
  numberIds: z.array(z.string()).default([]),
})

export type WorkspaceInput = z.input<typeof workspaceSchema>
export type NumberInput = z.output<typeof numberSchema>
export type ConnectionInput = z.output<typeof connectionSchema>
