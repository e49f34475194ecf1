import { z } from 'zod'
import { defineCall } from '../call'

const count = z.number().int()
const counts = {
  mapped: count.describe('The BSUID is known there: a message without a phone finds them.'),
  exposed: count.describe('Only the phone is known: once they take a username, a weak set-up makes a second contact.'),
  new: count.describe('Neither is known there.'),
  mappedWithPhone: count,
}
const place = z.object({ id: z.string(), label: z.string(), portfolio: z.string().nullable(), ...counts })

export const coverageRead = defineCall({
  id: 'readCoverage',
  method: 'GET',
  path: '/coverage',
  permission: 'contacts:read',
  summary: 'How many contacts the next message without a phone would find',
  description:
    'Everybody, by portfolio and by number (whoever wrote there; a BSUID counts in its portfolio alone), with a forecast computed from today’s contacts and the days that were counted.',
  answer: z.object({
    totals: z.object(counts),
    duplicatesSoFar: count.describe('Contacts that a set-up which knows only phones would have made twice so far.'),
    forecast: z.array(z.object({ adoption: z.number(), phoneOnlyDuplicates: count, duplicatesHere: count })),
    portfolios: z.array(place),
    numbers: z.array(place),
    days: z.array(z.object({ day: z.string(), duplicates: count, ...counts })),
  }),
})
