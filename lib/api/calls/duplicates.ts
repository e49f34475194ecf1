import { z } from 'zod'
import { dismissBodySchema, findPairsSchema, pairAnswerSchema, scanAnswerSchema } from '@/lib/duplicates/pair-schema'
import { defineCall, jsonBody } from '../call'
import { cursorParam, limitParam, pageOf } from '../cursor'
import { idParams } from '../shapes'

export const duplicatesList = defineCall({
  id: 'listDuplicates',
  method: 'GET',
  path: '/duplicates',
  permission: 'duplicates:read',
  summary: 'Pairs of contacts that may be one person, with a score made of named reasons',
  description:
    'Nothing moves until somebody merges them. Pairs that something speaks against are left out unless asked for.',
  query: z.strictObject({ ...findPairsSchema.shape, cursor: cursorParam('duplicates'), limit: limitParam() }),
  answer: pageOf(pairAnswerSchema),
})

export const duplicatesScan = defineCall({
  id: 'scanDuplicates',
  method: 'POST',
  path: '/duplicates/scan',
  permission: 'duplicates:write',
  summary: 'Have all contacts looked through in the background',
  status: 202,
  answer: scanAnswerSchema,
  refusals: { 409: 'A scan is running already.' },
})

export const duplicateDismiss = defineCall({
  id: 'dismissDuplicate',
  method: 'POST',
  path: '/duplicates/{id}/dismiss',
  permission: 'duplicates:write',
  summary: 'Say that two contacts are not the same; asked again only when there is new evidence',
  params: idParams,
  body: jsonBody(dismissBodySchema),
  answer: pairAnswerSchema,
  refusals: { 409: 'It was decided already, or changed since `version`.' },
})
