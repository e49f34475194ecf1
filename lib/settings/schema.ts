import { getCountries } from 'libphonenumber-js'
import { z } from 'zod'
import { TOKEN_LIVES } from './token-lives'

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

/** Ids and versions come from our own pages; they only have to be storable. */
const id = z.string().min(1).max(60)
const version = z.number().int()

/** The countries whose numbers can be read without a country code. */
const COUNTRIES: readonly string[] = getCountries()

export const generalSchema = z.object({
  version,
  name,
  zone: workspaceSchema.shape.zone.unwrap(),
  defaultCountry: z.string().refine((code) => COUNTRIES.includes(code), 'Choose a country from the list.'),
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

export const portfolioEditSchema = portfolioSchema.extend({ portfolioId: id, version })
export const portfolioVersionSchema = z.object({ portfolioId: id, version })
/** An access token of a system user at Meta; letters and digits, never shown again. */
export const graphTokenSchema = portfolioVersionSchema.extend({
  token: z
    .string()
    .trim()
    .min(20, 'This is too short for an access token.')
    .max(2_000)
    .regex(/^[A-Za-z0-9._|-]+$/, 'An access token has letters, digits and a few signs, no spaces.'),
})

export const numberEditSchema = numberSchema.extend({
  numberId: id,
  version,
  label: name,
  connectionId: id.nullable(),
  /** The person has read what moving a number with history to another portfolio means. */
  acknowledged: z.boolean().default(false),
})
export const numberVersionSchema = z.object({ numberId: id, version })

/** What a screen asks for: the verify token is made by Handrail and shown once. */
export const connectionOpenSchema = connectionSchema.omit({ verifyToken: true })
export const connectionEditSchema = z.object({ connectionId: id, version, name, numberIds: z.array(id).max(1_000) })
export const connectionVersionSchema = z.object({ connectionId: id, version })
export const connectionStateSchema = connectionVersionSchema.extend({ state: z.enum(['active', 'paused']) })
export const connectionSecretSchema = connectionVersionSchema.extend({ secret: connectionSchema.shape.secret })
export const connectionIdSchema = z.object({ connectionId: id })

export const tokenSchema = z.object({
  name,
  scopes: z.array(z.string().max(60)).min(1, 'Choose at least one thing it may do.').max(100),
  life: z.enum(TOKEN_LIVES),
})
export const tokenIdSchema = z.object({ tokenId: id })

export type GeneralInput = z.output<typeof generalSchema>
export type PortfolioEdit = z.output<typeof portfolioEditSchema>
export type GraphTokenInput = z.output<typeof graphTokenSchema>
export type PortfolioVersion = z.output<typeof portfolioVersionSchema>
export type NumberEdit = z.output<typeof numberEditSchema>
export type NumberVersion = z.output<typeof numberVersionSchema>
export type ConnectionOpen = z.output<typeof connectionOpenSchema>
export type ConnectionEdit = z.output<typeof connectionEditSchema>
export type ConnectionVersion = z.output<typeof connectionVersionSchema>
export type ConnectionStateInput = z.output<typeof connectionStateSchema>
export type ConnectionSecret = z.output<typeof connectionSecretSchema>
export type TokenInput = z.output<typeof tokenSchema>

export type WorkspaceInput = z.input<typeof workspaceSchema>
export type NumberInput = z.output<typeof numberSchema>
export type ConnectionInput = z.output<typeof connectionSchema>
