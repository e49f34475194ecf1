import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { listPolicyVersions } from '@/lib/policy/queries'
import { requireActor } from '@/lib/server/session'
import { PolicyStateMark } from '../policy-state'
import { PolicyTabs } from '../room-tabs'
import { Differences } from './differences'

export const metadata: Metadata = { title: 'Versions of the naming policy' }

const SHOWN = 50

/** Every version with who wrote it and what it changed. */
export default async function VersionsPage() {
  const actor = await requireActor('policy:read')
  const versions = await listPolicyVersions(actor, SHOWN)
  return (
    <Page>
      <PageHead
        title="Naming policy"
        sentence={`${formatCount(versions.length, 'version')}. None is edited once it was in force.`}
      />
      <PolicyTabs current="versions" />
      <div className="mt-5 space-y-4">
        {versions.length === 0 ? (
          <EmptyState sentence="The versions of the policy appear here, each with what it changed." />
        ) : null}
        {versions.map(({ id, number, state, writtenBy, updatedAt, changes }) => (
          <Panel
            key={id}
            title={<TextLink href={`/policy/versions/${number}`}>{`Version ${number}`}</TextLink>}
            aside={<PolicyStateMark state={state} />}
          >
            <p className="mb-2 text-small text-ink-2">
              {writtenBy ? `Begun by ${writtenBy}, last ` : 'Last '}changed <When at={updatedAt} style="moment" />
            </p>
            <Differences changes={changes} />
          </Panel>
        ))}
      </div>
    </Page>
  )
}
