import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { lastCheck } from '@/lib/field-map/checks'
import { type FieldMapView, readFieldMap } from '@/lib/field-map/queries'
import { FIELD_MAP_SUBJECT_ID } from '@/lib/field-map/vocabulary'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { ApprovalPanel } from '../approvals/approval-panel'
import { RecordHistory } from '../audit/record-history'
import { CheckButton } from './check-button'
import { LastCheck } from './check-view'
import { MapGaps, MapTable } from './map-table'
import { FieldMapTabs } from './room-tabs'
import { MapSystemDialog } from './system-dialog'

export const metadata: Metadata = { title: 'Field map' }

function sentenceOf({ systems, gaps }: FieldMapView): string {
  if (systems.length === 0) return 'Which field of which system carries which key, and what it may be trusted for.'
  const fields = systems.reduce((sum, system) => sum + system.fields.length, 0)
  const missing = gaps.length === 0 ? 'Nothing is missing.' : `${formatCount(gaps.length, 'gap')}.`
  return `${formatCount(fields, 'field')} in ${formatCount(systems.length, 'system')}. ${missing}`
}

/** Which field of which system carries which key, what is missing, and the check that proves it. */
export default async function FieldMapPage() {
  const actor = await requireActor('field-map:read')
  const [map, check, owners] = await Promise.all([readFieldMap(actor), lastCheck(actor), ownerChoices(actor)])
  const mayWrite = can(actor, 'field-map:write')
  const add = mayWrite ? <MapSystemDialog owners={owners} /> : null
  return (
    <Page>
      <PageHead
        title="Field map"
        sentence={sentenceOf(map)}
        actions={
          <>
            {map.systems.length > 0 ? <PrintButton variant="ghost" /> : null}
            {add}
            {mayWrite && map.systems.length > 0 ? <CheckButton /> : null}
          </>
        }
      />
      <div className="no-print">
        <FieldMapTabs current="map" />
      </div>
      <div className="mt-5 space-y-4">
        {map.systems.length === 0 ? (
          <EmptyState
            sentence="Begin with the CRM: say which of its fields holds the phone, the BSUID, the username and its own contact id. The bot and the reports follow."
            action={add}
          />
        ) : (
          <>
            <Panel padded={false} className="relative">
              <MapTable systems={map.systems} owners={owners} mayWrite={mayWrite} />
            </Panel>
            <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
              <Panel title="What is missing">
                <MapGaps gaps={map.gaps} />
              </Panel>
              <Panel title="Two conversations, one record">
                <LastCheck check={check} />
              </Panel>
            </div>
            <div className="no-print space-y-4">
              <ApprovalPanel actor={actor} subject={{ kind: 'field-map', subjectId: FIELD_MAP_SUBJECT_ID }} />
              <Panel title="History">
                <RecordHistory actor={actor} subject={{ kind: 'field-map', id: FIELD_MAP_SUBJECT_ID }} />
              </Panel>
            </div>
          </>
        )}
        <HelpPanel
          good={[
            'Each key has one field of its own, and one job.',
            'The CRM contact id is the anchor; the BSUID carries continuity; the username is only shown.',
            'A test contact with a phone and the same contact with only a BSUID end in one record.',
          ]}
          fails={[
            'Usernames stored as labels: reports look right while the history splits.',
            'The BSUID in a notes field, where no lookup finds it and the next edit removes it.',
            'The phone stays the only match key of a bot that nobody remembered.',
          ]}
        />
      </div>
    </Page>
  )
}
