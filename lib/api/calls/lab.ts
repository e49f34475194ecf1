import { z } from 'zod'
import { adHocSchema, reportSchema, runAnswerSchema } from '@/lib/lab/schema'
import { defineCall, jsonBody } from '../call'
import { idParams } from '../shapes'

export const labRunCreate = defineCall({
  id: 'startLabRun',
  method: 'POST',
  path: '/lab/runs',
  permission: 'lab:write',
  summary: 'Fire a test plan, or payloads of the pack, at a target',
  description:
    'It is queued and sent in the background; read it until its `state` is none of `queued` and `running`. Without `planId`, `payloads` names payloads of the pack, each with what a good handler does; without `targetId` they go to Handrail’s own resolver, as a dry run.',
  status: 202,
  body: jsonBody(adHocSchema),
  answer: z.object({ id: z.string(), state: z.string() }),
  refusals: {
    409: 'The dataset may not be used, the plan is archived or empty, or a production target is not signed off.',
  },
})

export const labRunRead = defineCall({
  id: 'readLabRun',
  method: 'GET',
  path: '/lab/runs/{id}',
  permission: 'lab:read',
  summary: 'A test run with its records, each with three verdicts and a sentence',
  params: idParams,
  answer: runAnswerSchema,
})

export const labReportTake = defineCall({
  id: 'reportLabOutcome',
  method: 'POST',
  path: '/lab/reports/{key}',
  permission: null,
  summary: 'Tell what a handler under test did with a message',
  description:
    'The whole address is given to the handler in the header `x-handrail-report` of each delivery; it needs no token and takes nothing once the run has ended. Null says that there is none.',
  params: z.object({
    key: z
      .string()
      .regex(/^[\w-]{32}$/)
      .describe('The key of the run.'),
  }),
  body: jsonBody(reportSchema),
  status: 202,
  answer: z.object({ taken: z.literal(true) }),
  refusals: { 409: 'The run has ended.' },
})
