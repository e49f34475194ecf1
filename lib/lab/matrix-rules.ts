import type { RecordResult } from './vocabulary'

/** The last record of a payload at a workflow. */
export type Tested = { variation: string; workflow: string | null; result: RecordResult; recordId: string; at: Date }

export type MatrixCell = { result: RecordResult; recordId: string; at: Date } | null
export type Matrix = {
  /** Names of workflows; null stands for payloads that are routed nowhere or anywhere. */
  columns: (string | null)[]
  rows: { variation: string; title: string; cells: MatrixCell[] }[]
  /** Payloads that were never sent at all. */
  holes: number
}

/** Variation by workflow with the newest result in each cell; what was never sent is a hole. */
export function matrixOf(
  pack: readonly { name: string; title: string }[],
  workflows: readonly string[],
  tested: readonly Tested[],
): Matrix {
  const newest = new Map<string, Tested>()
  for (const one of [...tested].sort((a, b) => a.at.getTime() - b.at.getTime()))
    newest.set(`${one.variation}|${one.workflow ?? ''}`, one)
  const columns: (string | null)[] = [...workflows, null]
  const rows = pack.map(({ name, title }) => ({
    ...{ variation: name, title },
    cells: columns.map((workflow): MatrixCell => {
      const found = newest.get(`${name}|${workflow ?? ''}`)
      return found ? { result: found.result, recordId: found.recordId, at: found.at } : null
    }),
  }))
  return { columns, rows, holes: rows.filter(({ cells }) => cells.every((cell) => cell === null)).length }
}
