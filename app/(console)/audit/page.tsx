import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount } from '@/components/ui/format-number'
import { PageHead } from '@/components/ui/page-head'
import { auditActors, auditDetail, listAudit } from '@/lib/audit/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { AuditTable } from './audit-table'
import { EntryPanel } from './entry-panel'
import { FilterSentence } from './filter-sentence'
import { type AuditListState, auditList, filterOf } from './list'
import { VerifyButton } from './verify-button'

export const metadata: Metadata = { title: 'Audit' }

function exportHref(state: AuditListState): string {
  const [, query] = auditList.href(state, { page: 1, open: null }).split('?')
  return query ? `/audit/export?${query}` : '/audit/export'
}

/** Who changed what, from what to what, and proof that nobody rewrote it. */
export default async function AuditPage({ searchParams }: PageProps<'/audit'>) {
  const actor = await requireActor('audit:read')
  const state = await auditList.load(searchParams)
  const { zone } = await currentWorkspace(actor)
  const [list, open, people, layout] = await Promise.all([
    listAudit(actor, filterOf(state, zone), { ...auditList.window(state), dir: state.dir }),
    state.open ? auditDetail(actor, state.open) : null,
    auditActors(actor),
    readTableLayout('audit'),
  ])
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Audit"
          sentence={`${formatCount(list.total, 'entry', 'entries')}. Each is signed over the one before it, so a change to the past shows.`}
          actions={<VerifyButton />}
        />
      }
      filter={<FilterSentence state={state} people={people} />}
      panel={open ? <EntryPanel key={open.id} entry={open} state={state} rows={list.rows} /> : null}
    >
      <AuditTable
        rows={list.rows}
        total={list.total}
        state={state}
        layout={layout}
        exportHref={can(actor, 'audit:export') ? exportHref(state) : undefined}
      />
    </ListLayout>
  )
}
