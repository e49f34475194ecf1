import { mergeAnswerSchema, mergeSchema, undoAnswerSchema } from '@/lib/merges/schema'
import { defineCall, jsonBody } from '../call'
import { idParams } from '../shapes'

export const mergeCreate = defineCall({
  id: 'mergeContacts',
  method: 'POST',
  path: '/merges',
  permission: 'duplicates:write',
  summary: 'Make two contacts one, or with dryRun say what that would do',
  description:
    'Identifiers, conversations, messages and labels become the survivor’s. Where replies go never changes, and every merge can be undone.',
  body: jsonBody(mergeSchema),
  answer: mergeAnswerSchema,
  refusals: { 409: 'They may not be merged; `details.reasons` has every reason, `details.preview` what it would do.' },
})

export const mergeUndo = defineCall({
  id: 'undoMerge',
  method: 'POST',
  path: '/merges/{id}/undo',
  permission: 'duplicates:write',
  summary: 'Take a merge back, however long ago it was',
  description:
    'Both contacts are there again, with what happened to each since. What somebody edited since, and what nobody can tell apart, stays and is listed in `questions`.',
  params: idParams,
  answer: undoAnswerSchema,
  refusals: { 409: 'It was undone already, or a later merge of one of the two has to be undone first.' },
})
