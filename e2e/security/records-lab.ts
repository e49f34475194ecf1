import { writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'

/** One record of each kind the lab and the register of datasets have, with a mark that shows where it is seen. */
export async function seedLab(workspaceId: string, mark: string) {
  const ids = {
    dataset: newId('ds'),
    target: newId('tgt'),
    plan: newId('tp'),
    run: newId('tr'),
    record: newId('rec'),
    saved: newId('lp'),
  }
  const expected = { person: 'customer', sameThread: false, route: 'some', error: 'none' }
  await writeTransaction(async (tx) => {
    await tx.dataset.create({
      data: {
        ...{ id: ids.dataset, workspaceId, name: mark, contents: mark, synthetic: true, decision: 'keep' },
        ...{ decisionDate: '2099-12-31', rows: [{ crmContactId: mark, name: mark, phone: '12025550100' }] },
      },
    })
    await tx.labTarget.create({
      data: { id: ids.target, workspaceId, name: mark, kind: 'http', url: 'https://staging.example.com/hook' },
    })
    await tx.labPayload.create({ data: { id: ids.saved, workspaceId, name: mark, variation: 'emoji', params: {} } })
    await tx.testPlan.create({ data: { id: ids.plan, workspaceId, name: mark, datasetId: ids.dataset } })
    await tx.testRun.create({
      data: { id: ids.run, workspaceId, planId: ids.plan, state: 'done', startedAt: new Date(), names: { plan: mark } },
    })
    await tx.testRecord.create({
      data: {
        ...{ id: ids.record, workspaceId, runId: ids.run, variation: 'phone-only', title: mark, sentence: mark },
        ...{ expected, actual: {}, evidence: { people: null, beats: [], verdicts: null, faults: [], synthetic: true } },
      },
    })
  })
  return ids
}
