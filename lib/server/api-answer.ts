import { sentenceFor } from '@/lib/shared/sentences'

/** HTTP status of each failure code that is not simply a refused request (400). */
const STATUS: Readonly<Record<string, number>> = {
  'not-signed-in': 401,
  'not-allowed': 403,
  'waves-not-allowed': 403,
  'not-found': 404,
  'bad-method': 405,
  'stale-version': 409,
  'entry-point-exists': 409,
  'entry-point-archived': 409,
  'file-changed': 409,
  'changed-meanwhile': 409,
  'bodies-purged': 409,
  'crm-id-taken': 409,
  'scan-running': 409,
  'pair-decided': 409,
  'run-ended': 409,
  'dataset-refused': 409,
  'target-not-signed-off': 409,
  'not-a-test-workspace': 409,
  'plan-archived': 409,
  'nothing-to-run': 409,
  'merge-refused': 409,
  'merge-undone': 409,
  'merge-later': 409,
  'merge-contact-gone': 409,
  'body-too-large': 413,
  'csv-too-large': 413,
  'csv-too-many-rows': 413,
  'too-many-contacts': 413,
  'bad-content-type': 415,
  'bad-content-encoding': 415,
  'version-missing': 428,
  'too-many': 429,
  internal: 500,
  busy: 503,
  'checks-busy': 503,
}

function statusOf(code: string): number {
  return STATUS[code] ?? 400
}

/** Nothing the API answers may be kept by a browser, a proxy or Next.js: it holds people's data and changes at once. */
const HEADERS = { 'cache-control': 'no-store' }

export function answerJson(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return Response.json(value, { status, headers: { ...HEADERS, ...headers } })
}

type Refusal = {
  code: string
  details?: Record<string, unknown> | undefined
  /** The code of the sentence, where the API has words of its own for a shared code. */
  sentence?: string
  headers?: Record<string, string>
}

/** `{error: {code, message, details?}}` with the status of the code and its sentence from the catalogue. */
export function refuse({ code, details, sentence, headers }: Refusal): Response {
  const error = { code, message: sentenceFor(sentence ?? code, details), ...(details ? { details } : {}) }
  return answerJson({ error }, statusOf(code), headers)
}
