import { z } from 'zod'
import { defineCall } from '../call'
import { cursorParam, limitParam, pageOf } from '../cursor'

const changes = z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() }))

const apiAuditEventSchema = z.object({
  id: z.string(),
  seq: z.number().int().describe('Place in the chain of this workspace, from 1, without gaps.'),
  at: z.iso.datetime(),
  action: z.string(),
  words: z.string().describe('The action as people read it.'),
  actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  subject: z.object({ kind: z.string(), id: z.string().nullable() }),
  correlationId: z.string().nullable().describe('Shared by all events of one bulk change.'),
  origin: z.string().nullable().describe('Where the request came from: an address, `cli` or `worker`.'),
  reason: z.string().nullable(),
  changes: changes.describe('What changed, by path.'),
  more: changes.describe('Counts and other facts.'),
  prevHash: z.string(),
  hash: z.string(),
  erased: z.boolean().describe('True when the details were erased with a person; the chain still verifies.'),
})

export const auditList = defineCall({
  id: 'listAudit',
  method: 'GET',
  path: '/audit',
  permission: 'audit:read',
  summary: 'The audit log, newest first',
  query: z.strictObject({
    action: z
      .string()
      .max(80)
      .optional()
      .describe('An action such as `entry-point.updated`, or the part before its dot.'),
    actorId: z.string().max(60).optional(),
    subjectId: z.string().max(60).optional(),
    correlationId: z.string().max(60).optional(),
    from: z.iso.datetime({ offset: true }).optional().describe('From this moment on.'),
    to: z.iso.datetime({ offset: true }).optional().describe('Before this moment.'),
    cursor: cursorParam('audit'),
    limit: limitParam(),
  }),
  answer: pageOf(apiAuditEventSchema),
})

export const auditVerify = defineCall({
  id: 'verifyAudit',
  method: 'GET',
  path: '/audit/verify',
  permission: 'audit:read',
  summary: 'Check every link of the audit chain',
  description:
    'Walks the whole chain and compares it with the checkpoints kept outside the database. Is itself recorded.',
  answer: z.object({
    ok: z.boolean(),
    entries: z.number().int().describe('Entries that were checked.'),
    checkpoints: z.number().int(),
    broken: z
      .object({ seq: z.number().int(), id: z.string().nullable(), reason: z.string() })
      .nullable()
      .describe('The first bad entry.'),
  }),
})
