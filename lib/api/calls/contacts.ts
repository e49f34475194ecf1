import { z } from 'zod'
import {
  apiContactSchema,
  BULK_LIMIT,
  bulkAnswerSchema,
  bulkContactsSchema,
  findContactsSchema,
  incomingContactSchema,
} from '@/lib/contacts/schema'
import { defineCall, megabytes } from '../call'
import { cursorParam, limitParam, pageOf } from '../cursor'
import { idParams } from '../shapes'

/** A contact of the wrong shape fails alone and is counted, so the schema takes anything; the document says what fits. */
const contactToSync = z
  .unknown()
  .meta({ ...z.toJSONSchema(incomingContactSchema, { io: 'input' }), $schema: undefined, description: 'One contact.' })

export const contactsBulk = defineCall({
  id: 'syncContacts',
  method: 'POST',
  path: '/contacts/bulk',
  permission: 'contacts:write',
  summary: 'Create or update up to 10,000 contacts by CRM contact id',
  description:
    'Every contact is counted once: created, updated, skipped (nothing new) or failed. Identifiers become claims: nothing verified moves and nobody is merged. Sending a list again is harmless. As NDJSON, each line is one contact and the portfolio comes as a parameter.',
  query: z.strictObject({
    portfolioId: z.string().min(1).max(60).optional().describe('For NDJSON: the portfolio the BSUIDs belong to.'),
  }),
  body: {
    schema: bulkContactsSchema.extend({
      portfolioId: z
        .string()
        .min(1)
        .max(60)
        .nullish()
        .describe('The portfolio the BSUIDs belong to. May be left out when the workspace has one.'),
      // Counted by the command, so that too many are refused as too many and not as malformed.
      contacts: z.array(contactToSync).describe(`At most ${BULK_LIMIT} contacts.`),
    }),
    types: ['application/json', 'application/x-ndjson'],
    limit: megabytes(20),
    fromLines: (lines) => ({ contacts: lines }),
    mostLines: BULK_LIMIT,
  },
  answer: bulkAnswerSchema,
  refusals: { 400: 'There is no such portfolio.', 413: `More than ${BULK_LIMIT} contacts, or more than 20 MB.` },
})

export const contactsList = defineCall({
  id: 'listContacts',
  method: 'GET',
  path: '/contacts',
  permission: 'contacts:read',
  summary: 'Find contacts by any identifier',
  description:
    'Contacts that fit every parameter, by id. A phone is found in any spelling of its line; identifiers that ended are searched too and say `active: false`. Values are masked without the scope identity:reveal.',
  query: z.strictObject({
    ...findContactsSchema.shape,
    cursor: cursorParam('contacts'),
    limit: limitParam(),
  }),
  answer: pageOf(apiContactSchema),
})

export const contactRead = defineCall({
  id: 'readContact',
  method: 'GET',
  path: '/contacts/{id}',
  permission: 'contacts:read',
  summary: 'One contact',
  description: 'Values are masked without the scope identity:reveal.',
  params: idParams,
  answer: apiContactSchema,
})
