import { waveTitle } from '@/lib/calendar/entries'
import type { ContentChange } from './diff-rules'
import type { Reader } from './store'

const IDS = /\b(mem|wf|num|wv)_[0-9A-Z]{26}\b/g

/** Records are kept in a content by their ids, so that a new name is no edit. Here each is called as people call it. */
async function namesFor(reader: Reader, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  const where = { workspaceId, id: { in: [...ids] } }
  const [members, workflows, numbers, waves] = await Promise.all([
    reader.member.findMany({ where, select: { id: true, user: { select: { name: true } } } }),
    reader.workflow.findMany({ where, select: { id: true, name: true } }),
    reader.businessNumber.findMany({ where, select: { id: true, label: true } }),
    reader.wave.findMany({ where, select: { id: true, number: true, name: true } }),
  ])
  return new Map([
    ...members.map(({ id, user }): [string, string] => [id, user.name]),
    ...workflows.map(({ id, name }): [string, string] => [id, name]),
    ...numbers.map(({ id, label }): [string, string] => [id, label]),
    ...waves.map((wave): [string, string] => [wave.id, waveTitle(wave)]),
  ])
}

/** The same changes with names in the place of ids. */
export async function withNames(
  reader: Reader,
  workspaceId: string,
  changes: readonly ContentChange[],
): Promise<ContentChange[]> {
  const texts = changes.flatMap(({ label, before, after }) => [label, before ?? '', after ?? ''])
  const ids = [...new Set(texts.flatMap((text) => text.match(IDS) ?? []))]
  if (ids.length === 0) return [...changes]
  const names = await namesFor(reader, workspaceId, ids)
  const named = (text: string): string => text.replace(IDS, (id) => names.get(id) ?? 'somebody who left')
  return changes.map(({ key, label, before, after }) => ({
    key,
    label: named(label),
    before: before === null ? null : named(before),
    after: after === null ? null : named(after),
  }))
}
