import { mergeContacts } from '@/lib/merges/merge-contacts'
import { mergeSchema } from '@/lib/merges/schema'
import { samplePolicy } from '@/lib/policy/testing/sample-policy'
import { seedPolicy } from '@/lib/policy/testing/seed-policy'
import { writeTransaction } from '@/lib/server/db'
import { seedMember, seedNumber } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { seedLab } from './records-lab'

/** One record of each kind that has an address of its own, in a workspace; every text in it carries `mark`. */
export type Records = Record<string, string>

async function seedEvent(workspaceId: string, mark: string): Promise<string> {
  const at = new Date()
  const deliveryId = newId('d')
  const eventId = newId('ev')
  await writeTransaction(async (tx) => {
    const sums = { size: 2, bodyHash: '0'.repeat(64), state: 'processed' }
    await tx.delivery.create({
      data: { id: deliveryId, workspaceId, connectionId: newId('con'), receivedAt: at, ...sums },
    })
    await tx.event.create({
      data: {
        id: eventId,
        workspaceId,
        deliveryId,
        position: 0,
        key: eventId,
        kind: 'message',
        field: 'messages',
        type: 'text',
        wamid: `wamid.${mark}`,
        at,
        receivedAt: at,
        outcome: 'unmapped',
        identifiers: {},
        why: [],
      },
    })
  })
  return eventId
}

async function seedConflict(workspaceId: string, mark: string): Promise<string> {
  const id = newId('cf')
  const firstEventId = await seedEvent(workspaceId, mark)
  const identifiers = { kind: 'claimed-by-several', phone: '447700900123' }
  await writeTransaction((tx) =>
    tx.conflict.create({
      data: {
        id,
        workspaceId,
        key: id,
        rule: '6',
        candidates: [],
        identifiers,
        firstEventId,
        lastEventId: firstEventId,
      },
    }),
  )
  return id
}

async function seedContact(workspaceId: string, mark: string): Promise<string> {
  const id = newId('c')
  await writeTransaction((tx) =>
    tx.contact.create({
      data: { id, workspaceId, name: mark, nameKey: mark.toLowerCase(), crmContactId: mark, provisional: false },
    }),
  )
  return id
}

async function seedHandle(workspaceId: string, mark: string): Promise<{ numberId: string; pollId: string }> {
  const { numberId } = await seedNumber(workspaceId, { label: mark })
  const [id, pollId] = [newId('hd'), newId('poll')]
  const content = {
    name: 'larkmoss',
    standsFor: null,
    purpose: mark,
    routing: 'direct',
    layerWorkflowId: null,
    intents: [],
  }
  await writeTransaction(async (tx) => {
    await tx.handle.create({ data: { id, workspaceId, numberId, purpose: mark, routingNote: mark } })
    const name = { handleId: id, name: 'larkmoss', nameKey: 'larkmoss', state: 'rejected', reason: mark }
    await tx.handleCandidate.create({ data: { id: newId('cand'), workspaceId, ...name } })
    await tx.poll.create({
      data: { id: pollId, workspaceId, handleId: id, content, contentHash: id, openedById: newId('mem') },
    })
  })
  return { numberId, pollId }
}

async function seedApproval(workspaceId: string, mark: string): Promise<string> {
  const id = newId('apr')
  const { memberId: requestedById = '' } = { ...(await seedMember(workspaceId, ['operations'], mark)) } as {
    memberId?: string
  }
  const subject = {
    subjectKind: 'wave',
    subjectId: newId('wv'),
    title: mark,
    titleKey: mark.toLowerCase(),
    reason: mark,
  }
  const content = { name: mark }
  await writeTransaction((tx) =>
    tx.approvalRequest.create({ data: { id, workspaceId, ...subject, content, contentHash: id, requestedById } }),
  )
  return id
}

async function seedMerge(workspaceId: string, mark: string): Promise<string> {
  const actor = await seedMember(workspaceId, ['crm_owner'], mark)
  const [survivorId, mergedId] = [
    await seedContact(workspaceId, `${mark} 1`),
    await seedContact(workspaceId, `${mark} 2`),
  ]
  const merged = await mergeContacts(actor, mergeSchema.parse({ survivorId, mergedId, note: mark }))
  if (!merged.ok || !merged.value.id) throw new Error('The contacts were not merged.')
  return merged.value.id
}

async function seedPair(workspaceId: string, mark: string): Promise<string> {
  const ids = [await seedContact(workspaceId, `${mark} 3`), await seedContact(workspaceId, `${mark} 4`)].sort()
  const id = newId('dup')
  const [lowId = '', highId = ''] = ids
  const reasons = [{ kind: 'same-email', key: 'k' }]
  const pair = { lowId, highId, reasons, vetoes: [], score: 45, evidenceHash: id }
  await writeTransaction((tx) => tx.duplicatePair.create({ data: { id, workspaceId, ...pair } }))
  return id
}

async function seedEntryPoint(workspaceId: string, mark: string): Promise<string> {
  const id = newId('ep')
  await writeTransaction((tx) =>
    tx.entryPoint.create({
      data: {
        id,
        workspaceId,
        name: mark,
        nameKey: mark.toLowerCase(),
        kind: 'website',
        risk: 'digital_easy',
        location: mark,
      },
    }),
  )
  return id
}

/** A photo kept as evidence; nobody opens this one, so it has a beginning and an end alone. */
async function seedPhoto(workspaceId: string, subjectId: string): Promise<string> {
  const id = newId('att')
  const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xd9])
  const file = { fileName: 'photo.jpg', mediaType: 'image/jpeg', size: bytes.byteLength, sha256: id, bytes }
  await writeTransaction((tx) =>
    tx.attachment.create({
      data: { id, workspaceId, subjectKind: 'entry-point', subjectId, addedById: newId('mem'), ...file },
    }),
  )
  return id
}

async function seedWave(workspaceId: string, mark: string): Promise<string> {
  const id = newId('wv')
  const now = Date.now()
  const window = { startsAt: new Date(now), endsAt: new Date(now + 3_600_000) }
  await writeTransaction(async (tx) => {
    await tx.wave.create({ data: { id, workspaceId, number: 1, name: mark, goal: mark, ...window } })
    await tx.freezeWindow.create({ data: { id: newId('fz'), workspaceId, name: mark, reason: mark, ...window } })
  })
  return id
}

async function seedSettings(workspaceId: string, mark: string): Promise<void> {
  await writeTransaction(async (tx) => {
    await tx.portfolio.create({ data: { id: newId('pf'), workspaceId, name: mark } })
    await tx.workflow.create({ data: { id: newId('wf'), workspaceId, name: mark, kind: 'queue' } })
    const texts = { dependsHow: mark, whatBreaks: mark, replacement: mark }
    await tx.systemDependency.create({
      data: { id: newId('sys'), workspaceId, system: mark, nameKey: mark.toLowerCase(), ...texts },
    })
    await tx.requiredInput.create({ data: { id: newId('inp'), workspaceId, key: 'numbers', evidence: mark } })
    await tx.invite.create({
      data: {
        id: newId('inv'),
        workspaceId,
        email: `${mark}@example.test`,
        emailKey: `${mark}@example.test`,
        roles: ['viewer'],
        tokenHash: newId('inv'),
        invitedById: newId('mem'),
        expiresAt: new Date(Date.now() + 86_400_000),
      },
    })
  })
}

async function seedConnection(workspaceId: string, mark: string): Promise<string> {
  const { connectionId: id, numberId } = await seedNumber(workspaceId, { label: mark })
  await writeTransaction(async (tx) => {
    await tx.connection.update({ where: { id }, data: { name: mark } })
    await tx.businessNumber.update({ where: { id: numberId }, data: { label: mark } })
    const hint = { tokenHash: newId('tok'), hint: 'abcd' }
    await tx.apiToken.create({
      data: { id: newId('tok'), workspaceId, name: mark, scopes: ['contacts:read'], ...hint },
    })
  })
  return id
}

const IMPORT_MAPPING = { header: ['name'], encoding: 'utf-8', delimiter: ',', mapping: { columns: [] } }

type BatchGiven = { kind: string; mark: string; mapping?: object }

async function seedBatch(workspaceId: string, given: BatchGiven): Promise<string> {
  const { kind, mark, mapping = IMPORT_MAPPING } = given
  const id = newId('imp')
  await writeTransaction((tx) =>
    tx.batch.create({
      data: {
        id,
        workspaceId,
        kind,
        fileName: mark,
        state: 'done',
        total: 1,
        failed: 1,
        mapping,
        rows: {
          create: {
            id: newId('row'),
            workspaceId,
            row: 1,
            result: 'failed',
            column: 'name',
            code: 'empty',
            message: mark,
            source: {},
          },
        },
      },
    }),
  )
  return id
}

/** Ids by the address they stand in: `/contacts/[id]`, `/contacts/import/[batchId]`. */
let policyNumber = 70

/** A policy in force with a request; its number is no other workspace's, so that the address names this one alone. */
async function seedNaming(workspaceId: string, mark: string): Promise<{ request: string; version: string }> {
  policyNumber += 1
  const id = newId('hr')
  const number = policyNumber
  await seedPolicy(workspaceId, { number, content: samplePolicy({ purpose: mark }) })
  const wish = { name: 'northlight_uk', classKey: 'region', reason: mark, judgement: {}, requestedById: newId('mem') }
  await writeTransaction((tx) => tx.handleRequest.create({ data: { id, workspaceId, ...wish } }))
  return { request: id, version: String(number) }
}

async function seedFieldMap(workspaceId: string, mark: string): Promise<string> {
  const [systemId, id] = [newId('fms'), newId('cvc')]
  const field = { identityKey: 'bsuid', fieldName: mark, fieldType: 'text', trustedFor: 'continuity' }
  const step = { carries: mark, outcome: mark, rule: 1, reached: null, sameThread: false, why: [mark] }
  const evidence = {
    number: mark,
    crmContactId: mark,
    steps: [step],
    blindSystems: [mark],
    problems: ['map-does-not-match'],
  }
  await writeTransaction(async (tx) => {
    await tx.crmSystem.create({ data: { id: systemId, workspaceId, name: mark, kind: 'crm' } })
    await tx.fieldMapping.create({
      data: { id: newId('fld'), workspaceId, systemId, ...field, isMatchKey: false, readers: [mark] },
    })
    await tx.conversationCheck.create({
      data: { id, workspaceId, passed: false, evidence, mapHash: id, ranAt: new Date() },
    })
  })
  return id
}

export async function seedRecords(workspaceId: string, mark: string): Promise<Records> {
  await seedMember(workspaceId, ['viewer'], mark)
  await seedSettings(workspaceId, mark)
  const entryPointId = await seedEntryPoint(workspaceId, mark)
  const naming = await seedNaming(workspaceId, mark)
  const lab = await seedLab(workspaceId, mark)
  return {
    '/deliveries/': await seedEvent(workspaceId, mark),
    '/contacts/': await seedContact(workspaceId, mark),
    '/contacts/import/': await seedBatch(workspaceId, { kind: 'contacts-import', mark }),
    '/handles/': (await seedHandle(workspaceId, mark)).numberId,
    '/handles/polls/': (await seedHandle(workspaceId, `${mark} 2`)).pollId,
    '/approvals/': await seedApproval(workspaceId, mark),
    '/duplicates/conflicts/': await seedConflict(workspaceId, mark),
    '/duplicates/merges/': await seedMerge(workspaceId, mark),
    '/duplicates/': await seedPair(workspaceId, mark),
    '/field-map/checks/': await seedFieldMap(workspaceId, mark),
    '/lab/': lab.record,
    '/lab/runs/': lab.run,
    '/lab/saved/': lab.saved,
    // The pack is the same for everybody.
    '/lab/payloads/': 'emoji',
    '/lab/plans/': lab.plan,
    '/lab/targets/': lab.target,
    '/data-protection/': lab.dataset,
    '/calendar/waves/': await seedWave(workspaceId, mark),
    '/policy/requests/': naming.request,
    '/policy/versions/': naming.version,
    '/entry-points/': entryPointId,
    '/entry-points/photos/': await seedPhoto(workspaceId, entryPointId),
    '/settings/connections/': await seedConnection(workspaceId, mark),
    '/entry-points/batches/': await seedBatch(workspaceId, { kind: 'entry-points-import', mark }),
    '/entry-points/checks/': await seedBatch(workspaceId, {
      kind: 'entry-points-check',
      mark,
      mapping: { kind: 'sheet' },
    }),
  }
}
