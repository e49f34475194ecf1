import { z } from 'zod'
import { defineCall } from '../call'

export const openApi = defineCall({
  id: 'readDocument',
  method: 'GET',
  path: '/openapi.json',
  permission: null,
  summary: 'This document',
  answer: z.record(z.string(), z.unknown()),
})
