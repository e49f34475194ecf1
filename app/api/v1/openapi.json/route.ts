import { openApiDocument } from '@/lib/api/openapi'
import { API_CALLS } from '@/lib/api/registry'
import { answerJson } from '@/lib/server/api-answer'
import { otherMethods } from '@/lib/server/api-route'

export const dynamic = 'force-dynamic'

const document = openApiDocument(API_CALLS)

/** Public: it describes the API and knows nothing of any workspace. */
export function GET(): Response {
  return answerJson(document)
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods('GET')
