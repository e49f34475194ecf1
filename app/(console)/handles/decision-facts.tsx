import { Cell, PlainTable } from '@/components/table/plain-table'
import { type KeyValue, KeyValues } from '@/components/ui/key-values'
import type { DecisionView, HandlePage } from '@/lib/handles/decision-view'
import { STANDS_FOR_WORDS } from '@/lib/handles/words'

/** The decision as it is read and printed. */
export function DecisionFacts({ decision, workflows }: { decision: DecisionView; workflows: HandlePage['workflows'] }) {
  const { form, owner } = decision
  const nameOf = (id: string | null) => workflows.find((one) => one.id === id)?.name ?? 'nowhere yet'
  const rows: (KeyValue | null)[] = [
    { key: 'Stands for', value: form.standsFor ? STANDS_FOR_WORDS[form.standsFor] : 'not said yet' },
    form.purpose ? { key: 'Written to for', value: form.purpose } : null,
    { key: 'Answers for it', value: owner ?? 'nobody yet' },
    form.routing === 'layer' ? { key: 'Asked first by', value: nameOf(form.layerWorkflowId) } : null,
    form.routingNote ? { key: 'Because', value: form.routingNote } : null,
  ]
  return (
    <div className="space-y-4">
      <KeyValues rows={rows.filter((row) => row !== null)} />
      {form.intents.length > 0 ? (
        <PlainTable label="Where customers land" head={['What customers want', 'Where it lands']}>
          {form.intents.map(({ id, text, workflowId }) => (
            <tr key={id ?? text}>
              <Cell>{text}</Cell>
              <Cell>{nameOf(workflowId)}</Cell>
            </tr>
          ))}
        </PlainTable>
      ) : null}
    </div>
  )
}
