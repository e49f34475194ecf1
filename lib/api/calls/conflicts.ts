import { z } from 'zod'
import { conflictAnswerSchema, findConflictsSchema } from '@/lib/duplicates/schema'
import { defineCall } from '../call'
import { cursorParam, limitParam, pageOf } from '../cursor'

export const conflictsList = defineCall({
  id: 'listConflicts',
  method: 'GET',
  path: '/conflicts',
  permission: 'duplicates:read',
  summary: 'Disagreements between identifiers, open ones unless asked otherwise, newest first',
  description: 'Nothing moved when a conflict was opened: a person decides.',
  query: z.strictObject({ ...findConflictsSchema.shape, cursor: cursorParam('conflicts'), limit: limitParam() }),
  answer: pageOf(conflictAnswerSchema),
})
