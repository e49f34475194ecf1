import { z } from 'zod'
import { defineCall } from '../call'
import { idParams } from '../shapes'

const hop = z.object({
  url: z.string(),
  status: z.number().int().nullable().describe('Null for an address that was read and not fetched, such as wa.me.'),
})

export const entryPointCheck = defineCall({
  id: 'checkEntryPoint',
  method: 'POST',
  path: '/entry-points/{id}/check',
  permission: 'entry-points:write',
  summary: 'Visit an entry point now and compare where it leads with where it should lead',
  description:
    'Fetches the page or short link of the row behind the address guard, reads every WhatsApp link and every QR code in its pictures, and follows redirects. `unverifiable` is not `wrong`: the site did not let itself be read, or there is nothing to visit. The result is kept with the row; the version of the row stays.',
  params: idParams,
  answer: z.object({
    verdict: z.enum(['right', 'wrong', 'unverifiable']),
    found: z.array(
      z.object({
        kind: z.enum(['number', 'handle', 'message-code', 'qr-code', 'elsewhere', 'unofficial']),
        target: z.string().describe('What it reaches: +447700900118, @larkmoss, wa.me/message/CODE, or an address.'),
        url: z.string().describe('As it is written on the page or in the code.'),
        place: z.string().describe('Where it stands: href of a, text, QR code in a picture, redirect.'),
        text: z.string().nullable().describe('The text it fills in.'),
        problem: z.string().nullable().describe('Why it is no official link.'),
        hops: z.array(hop).describe('The way it leads, when there are steps in between.'),
      }),
    ),
    hops: z.array(hop).describe('The way to the page itself.'),
    message: z.string(),
  }),
  refusals: {
    409: 'The entry point is archived.',
    503: 'Many checks are waiting already.',
  },
})
