import { createHash } from 'node:crypto'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Attested, judgeAttestation } from './check-attest-rules'
import { expectationOf } from './check-expected-rules'
import type { Found } from './check-found'
import { visitTools } from './check-run'
import type { Attest } from './check-schema'
import { type CheckRow, findCheckRow, insertCheck, updateResult } from './check-store'
import { readPhoto } from './check-visit'
import { type KeptPhoto, keepPhoto } from './qr-photo'
import type { PictureProblem } from './qr-read'

export type AttestRefusal =
  | 'not-allowed'
  | 'not-found'
  | 'entry-point-archived'
  | 'attest-note-missing'
  | 'changed-meanwhile'
  | PictureProblem

export type AttestAnswer = Attested & { found: Found[]; checkId: string }

async function storePhoto(
  tx: Tx,
  actor: Actor,
  row: CheckRow,
  photo: KeptPhoto,
): Promise<{ id: string; sha256: string }> {
  const id = newId('att')
  const sha256 = createHash('sha256').update(photo.bytes).digest('hex')
  const { bytes, mediaType } = photo
  await tx.attachment.create({
    data: {
      ...{
        id,
        workspaceId: actor.workspaceId,
        subjectKind: 'entry-point',
        subjectId: row.id,
        mediaType,
        sha256,
        bytes,
      },
      fileName: `${row.id}.jpg`,
      size: bytes.byteLength,
      addedById: actorId(actor),
    },
  })
  return { id, sha256 }
}

type Evidence = { photo: KeptPhoto | null; found: Found[] }

async function evidenceOf(input: Attest): Promise<Result<Evidence, PictureProblem>> {
  if (!input.photo) return ok({ photo: null, found: [] })
  const kept = await keepPhoto(input.photo)
  if (!kept.ok) return kept
  // The uploaded picture is read, not the smaller one that is kept: a code in the distance needs every pixel.
  const read = await readPhoto(visitTools(), input.photo)
  return read.ok ? ok({ photo: kept.value, found: read.value }) : read
}

/**
 * A person says where an entry point leads, with a note or a photo. A code that can be read in the photo decides, also
 * against what the person said; without one it is the person's word, and the sheet says "attested".
 */
export async function attestEntryPoint(actor: Actor, input: Attest): Promise<Result<AttestAnswer, AttestRefusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  if (!input.photo && input.note === '') return fail('attest-note-missing')
  const row = await findCheckRow(actor.workspaceId, input.id)
  if (!row) return fail('not-found')
  if (row.archived) return fail('entry-point-archived')
  const evidence = await evidenceOf(input)
  if (!evidence.ok) return evidence
  const { photo, found } = evidence.value
  const expectation = expectationOf(row)
  const attested = judgeAttestation({
    claim: input.claim,
    note: input.note,
    hasPhoto: photo !== null,
    found,
    expectation,
  })
  const now = new Date()
  return transact<AttestAnswer, AttestRefusal>(actor, async (tx, record) => {
    const stored = photo ? await storePhoto(tx, actor, row, photo) : null
    const { verdict, message, testResult } = attested
    const check = { row, method: 'attestation', verdict, message, expectation, found, hops: [] } as const
    const more = { note: input.note || null, photoId: stored?.id ?? null, checkedById: actorId(actor), checkedAt: now }
    const checkId = await insertCheck(tx, actor.workspaceId, { ...check, ...more })
    const result = { testResult, testMessage: message, testedAt: now }
    // The person looked at a row that reads otherwise by now: what they saw may not be what it says.
    if (!(await updateResult(tx, actor.workspaceId, row, result))) return fail('changed-meanwhile')
    record({
      action: 'entry-point.attested',
      subject: { kind: 'entry-point', id: row.id },
      before: { testResult: row.testResult, testMessage: row.testMessage },
      after: { testResult, testMessage: message },
      more: { claim: input.claim, expected: expectation.destination, photo: stored?.sha256 ?? null },
    })
    return ok({ ...attested, found, checkId })
  })
}
