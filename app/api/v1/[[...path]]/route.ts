import { refuse } from '@/lib/server/api-answer'

export const dynamic = 'force-dynamic'

/** Whatever no other route answers: there is no such call. */
function unknownCall(): Response {
  return refuse({ code: 'not-found', sentence: 'unknown-call' })
}

export {
  unknownCall as DELETE,
  unknownCall as GET,
  unknownCall as HEAD,
  unknownCall as OPTIONS,
  unknownCall as PATCH,
  unknownCall as POST,
  unknownCall as PUT,
}
