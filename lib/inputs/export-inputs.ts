import { roleLabel } from '@/lib/members/role-words'
import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import { listOwnership } from './ownership'
import type { Holder, PartView } from './ownership-rules'
import { type InputRow, listInputs } from './required-inputs'
import { INPUT_STATE_WORDS, INPUT_WORDS } from './vocabulary'

const INPUTS: CsvColumn<InputRow>[] = [
  { header: 'input', value: ({ key }) => INPUT_WORDS[key].title },
  { header: 'state', value: ({ state }) => INPUT_STATE_WORDS[state] },
  { header: 'owner', value: ({ owner }) => owner },
  { header: 'evidence', value: ({ evidence }) => evidence },
  { header: 'changed_at', value: ({ changedAt }) => changedAt },
]

function words(holder: Holder): string {
  if (holder.kind === 'role') return `${holder.people.map(({ name }) => name).join(', ')} (by role)`
  return holder.kind === 'nobody' ? '' : holder.name
}

const PARTS: CsvColumn<PartView>[] = [
  { header: 'part', value: ({ title }) => title },
  { header: 'role', value: ({ role }) => roleLabel(role) },
  { header: 'owns', value: ({ owner }) => words(owner) },
  { header: 'does', value: ({ doer }) => words(doer) },
  { header: 'signs', value: ({ signer }) => words(signer) },
  { header: 'gaps', value: ({ gaps }) => gaps.join(' ') },
]

async function* once<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows
}

type File = Promise<Result<ReadableStream<Uint8Array>>>

function exported<Row>(actor: Actor, what: string, file: { columns: CsvColumn<Row>[]; rows: Row[] }): File {
  return transact<ReadableStream<Uint8Array>, string>(actor, async (_tx, record) => {
    record({ action: 'inputs.exported', subject: { kind: 'workspace', id: actor.workspaceId }, more: { what } })
    return ok(csvStream(file.columns, once(file.rows)))
  })
}

/** The seven inputs as CSV; in the audit log before the first byte leaves. */
export async function exportInputs(actor: Actor): File {
  return exported(actor, 'inputs', { columns: INPUTS, rows: await listInputs(actor) })
}

/** Who owns what as CSV. */
export async function exportOwnership(actor: Actor): File {
  return exported(actor, 'ownership', { columns: PARTS, rows: await listOwnership(actor) })
}
