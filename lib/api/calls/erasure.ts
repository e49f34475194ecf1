import { z } from 'zod'
import { eraseSchema } from '@/lib/erasure/schema'
import { defineCall, jsonBody } from '../call'
import { idParams } from '../shapes'

export const contactErase = defineCall({
  id: 'eraseContact',
  method: 'POST',
  path: '/contacts/{id}/erase',
  permission: 'contacts:erase',
  summary: 'Take everything about a person away, for good',
  description:
    'The contact and everybody merged into it, identifiers, conversations, what events and bodies showed, and the details of audit entries. Texts that name the person beside others are looked through within seconds. There is no undo.',
  params: idParams,
  body: jsonBody(eraseSchema.omit({ contactId: true })),
  answer: z.object({
    erasureId: z.string(),
    removed: z.record(z.string(), z.number().int()).describe('How many rows of each kind were taken away or emptied.'),
  }),
  refusals: { 409: '`stale-version`: the contact changed since `version`.' },
})
