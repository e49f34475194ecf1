import type { Metadata } from 'next'
import { DetailPanel } from '@/components/table/detail-panel'
import { ListLayout } from '@/components/table/list-layout'
import { neighbours } from '@/components/table/neighbours'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { PageHead } from '@/components/ui/page-head'
import { When } from '@/components/ui/when'
import { type FieldRow, listFields, readFieldMap } from '@/lib/field-map/queries'
import { FIELD_TYPE_WORDS, KEY_WORDS, TRUST_WORDS } from '@/lib/field-map/vocabulary'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { ViewTabs } from '../../views/view-tabs'
import { FieldDialog } from '../field-dialog'
import { FieldMapTabs } from '../room-tabs'
import { FieldsTable } from './fields-table'
import { FilterSentence } from './filter-sentence'
import { exportHref, type FieldListState, fieldList, queryOf } from './list'

export const metadata: Metadata = { title: 'Fields' }

const ROOM = 'field-map'

type Opened = { state: FieldListState; rows: readonly FieldRow[]; mayWrite: boolean }

function openPanel({ state, rows, mayWrite }: Opened) {
  const row = rows.find(({ id }) => id === state.open)
  if (!state.open) return null
  const { previous, next } = neighbours(rows, state.open)
  const to = (id: string | null) => (id ? fieldList.href(state, { open: id }) : null)
  const links = { closeHref: fieldList.href(state, { open: null }), previousHref: to(previous), nextHref: to(next) }
  if (!row) {
    return (
      <DetailPanel {...links} title="This field is not on the list">
        <p className="text-control text-ink-2">The address names a field that is not among those shown here.</p>
      </DetailPanel>
    )
  }
  const { title, job } = KEY_WORDS[row.identityKey]
  return (
    <DetailPanel key={row.id} {...links} title={`${title} in ${row.system}`}>
      <div className="space-y-4">
        <p className="text-control text-ink-2">{job}</p>
        <KeyValues
          rows={[
            {
              key: 'Field',
              value: mayWrite ? (
                <FieldDialog
                  key={row.version}
                  system={{ id: row.systemId, name: row.system }}
                  identityKey={row.identityKey}
                  field={row}
                />
              ) : (
                <span className="machine">{row.fieldName}</span>
              ),
            },
            { key: 'Type', value: FIELD_TYPE_WORDS[row.fieldType] },
            { key: 'Trusted for', value: `${row.trustedFor}. ${TRUST_WORDS[row.trustedFor].help}` },
            { key: 'Customers are found by it', value: row.isMatchKey ? 'yes' : 'no' },
            { key: 'Read by', value: row.readers.length > 0 ? row.readers.join(', ') : 'nobody wrote it down' },
            { key: 'Changed', value: <When at={row.changedAt} style="full" /> },
          ]}
        />
      </div>
    </DetailPanel>
  )
}

/** Every field of the map as a list. */
export default async function FieldsPage({ searchParams }: PageProps<'/field-map/fields'>) {
  const actor = await requireActor('field-map:read')
  const state = await fieldList.load(searchParams)
  const { sort, dir, filters } = state
  const [{ rows, total }, { systems }, views, layout] = await Promise.all([
    listFields(actor, { ...fieldList.window(state), sort, dir, filter: filters }),
    readFieldMap(actor),
    listViews(actor, ROOM),
    readTableLayout('field-map'),
  ])
  const query = queryOf(state)
  return (
    <ListLayout
      head={
        <>
          <PageHead inList title="Field map" sentence={`${formatCount(total, 'field')} in this list.`} />
          <FieldMapTabs current="fields" flush={false} />
        </>
      }
      tabs={
        <ViewTabs
          room={ROOM}
          path={fieldList.path}
          query={query}
          builtIn={[
            { href: fieldList.path, label: 'All', current: query === '' },
            { href: `${fieldList.path}?matching=true`, label: 'Match keys', current: query === 'matching=true' },
          ]}
          views={views}
          mayShare={mayShareView(actor, ROOM)}
        />
      }
      filter={<FilterSentence state={state} systems={systems} />}
      panel={openPanel({ state, rows, mayWrite: can(actor, 'field-map:write') })}
    >
      <FieldsTable rows={rows} total={total} state={state} layout={layout} exportHref={exportHref(state)} />
    </ListLayout>
  )
}
