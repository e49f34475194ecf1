import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { KeyValues } from '@/components/ui/key-values'
import { MonoBlock } from '@/components/ui/mono'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { expectedWords } from '@/lib/lab/outcome-words'
import { listPlans } from '@/lib/lab/plan-queries'
import { readSaved } from '@/lib/lab/saved-payloads'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { RecordHistory } from '../../../audit/record-history'
import { AddToPlan, RemoveSaved } from './saved-buttons'

export const metadata: Metadata = { title: 'Saved payload' }

/** A payload that was saved: one of the pack with other values, or a delivery brought in without its people. */
export default async function SavedPage({ params }: PageProps<'/lab/saved/[id]'>) {
  const actor = await requireActor('lab:read')
  const saved = await readSaved(actor, (await params).id)
  if (!saved) notFound()
  const plans = await listPlans(actor, { filter: {}, sort: 'name', dir: 'asc', skip: 0, take: 200 })
  const { name, variation, captured, body, text, profileName, by, at } = saved
  return (
    <Page>
      <PageHead
        back={<TextLink href="/lab/payloads">Payload pack</TextLink>}
        title={name}
        sentence={captured ? 'A delivery that was received, with placeholders for everybody in it.' : variation.reason}
        actions={
          can(actor, 'lab:write') ? (
            <>
              <RemoveSaved saved={{ id: saved.id, version: saved.version, name }} />
              {plans.rows.length > 0 ? (
                <AddToPlan savedId={saved.id} plans={plans.rows.map(({ id, name: plan }) => ({ id, name: plan }))} />
              ) : null}
            </>
          ) : null
        }
      />
      <div className="space-y-4">
        <Panel title="What it is">
          <KeyValues
            wide
            rows={[
              {
                key: 'Judged like',
                value: <TextLink href={`/lab/payloads/${variation.name}`}>{variation.title}</TextLink>,
              },
              { key: 'Expected', value: expectedWords(variation.expected) },
              ...(text ? [{ key: 'Text', value: text }] : []),
              ...(profileName ? [{ key: 'Profile name', value: profileName }] : []),
              { key: 'Saved', value: <When at={at} style="full" /> },
              { key: 'By', value: by },
            ]}
          />
        </Panel>
        {body ? (
          <Panel title="Payload">
            <MonoBlock label="Payload with placeholders">{body}</MonoBlock>
          </Panel>
        ) : null}
        <Panel title="History">
          <RecordHistory actor={actor} subject={{ kind: 'lab-payload', id: saved.id }} />
        </Panel>
      </div>
    </Page>
  )
}
