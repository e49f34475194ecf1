import { z } from 'zod'
import { digitsOf, parsePhone } from '@/lib/shared/phone'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import { defineCall, jsonBody } from '../call'
import { outcomeSchema } from './events'

/** A phone as people, CRMs or WhatsApp write it, with its country code; read to WhatsApp's bare digits. */
const phone = z
  .string()
  .max(64)
  .transform((text, context) => {
    const read = parsePhone(text)
    const digits = read ? digitsOf(read) : /^\+?(\d{5,15})$/.exec(text.trim())?.[1]
    if (digits) return digits
    context.addIssue({ code: 'custom', message: 'This is not a phone number with its country code.' })
    return z.NEVER
  })

const bsuid = z
  .string()
  .max(300)
  .refine((text) => parseBsuid(text) !== undefined, {
    message: 'This is not a BSUID. It looks like US.13491208655302741918: two capital letters, a full stop, the rest.',
  })

export const resolveIdentity = defineCall({
  id: 'resolveIdentity',
  method: 'POST',
  path: '/resolve',
  permission: 'contacts:read',
  summary: 'Ask who a message would be from, without changing anything',
  description:
    'The person, thread and routing rules as the worker would apply them now to a text message with these identifiers. A username alone never decides.',
  body: jsonBody(
    z.strictObject({
      phoneNumberId: z.string().min(1).max(190).describe('WhatsApp’s id of your number, as payloads carry it.'),
      phone: phone.optional(),
      bsuid: bsuid.optional(),
      parentBsuid: bsuid.optional(),
      username: z.string().min(1).max(64).optional(),
    }),
  ),
  answer: z.object({
    outcome: outcomeSchema,
    contact: z
      .object({
        id: z.string(),
        crmContactId: z.string().nullable(),
        name: z.string().nullable(),
        provisional: z.boolean(),
      })
      .nullable()
      .describe('Null when nobody is known, or when a provisional contact would be made.'),
    candidates: z.array(z.string()).describe('Ids of contacts that were considered and not chosen.'),
    thread: z
      .object({ id: z.string(), replyTo: z.object({ to: z.string().optional(), recipient: z.string().optional() }) })
      .nullable()
      .describe('The conversation that would continue; null when a new one would be opened.'),
    workflow: z.object({ id: z.string(), name: z.string() }).nullable(),
    rule: z.number().int().nullable().describe('The row of the person rule that decided.'),
    ruleVersion: z.number().int(),
    why: z.array(z.string()).describe('One sentence per step.'),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
})
