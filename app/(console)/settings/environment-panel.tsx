import type { ReactNode } from 'react'
import { KeyValues } from '@/components/ui/key-values'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import type { EnvironmentFacts } from '@/lib/settings/environment'

const DATABASE = { sqlite: 'SQLite, one file in the data folder', postgresql: 'Postgres' } as const

const ROLE: Record<string, string> = {
  all: 'everything: screens, webhooks and the worker',
  web: 'screens and API only',
  receiver: 'webhooks only',
  worker: 'the worker only',
}

function Configured({ on, children }: { on: boolean; children: ReactNode }) {
  return <State kind={on ? 'passed' : 'open'}>{children}</State>
}

/** What was decided when Handrail was started. It is changed there, and shown here without anything secret. */
export function EnvironmentPanel({ facts }: { facts: EnvironmentFacts }) {
  return (
    <Panel title="Set by the environment" aside="read only">
      <div className="space-y-4">
        {facts.fetchAllow.length > 0 ? <FetchAllow hosts={facts.fetchAllow} /> : null}
        <KeyValues
          rows={[
            { key: 'Public address', value: facts.publicUrl ? <Mono>{facts.publicUrl}</Mono> : <NotSet /> },
            {
              key: 'E-mail',
              value: <Configured on={facts.mail}>{facts.mail ? 'SMTP is configured' : 'not configured'}</Configured>,
            },
            {
              key: 'OIDC sign-in',
              value: (
                <Configured on={facts.oidcHost !== null}>
                  {facts.oidcHost ? <Mono>{facts.oidcHost}</Mono> : 'not configured'}
                </Configured>
              ),
            },
            { key: 'Database', value: DATABASE[facts.database] },
            { key: 'This process', value: ROLE[facts.role] ?? facts.role },
            { key: 'Data folder', value: <Mono>{facts.dataDir}</Mono> },
            {
              key: 'Master key',
              value: facts.masterKey === 'environment' ? 'HANDRAIL_MASTER_KEY' : 'in the data folder',
            },
            { key: 'Meta’s API', value: <Mono>{facts.graphUrl}</Mono> },
            { key: 'Behind a proxy', value: facts.trustProxy ? 'yes, its forwarded headers count' : 'no' },
            { key: 'Demo data', value: facts.demo ? 'loaded on a first start' : 'switched off' },
          ]}
        />
        <p className="text-small text-ink-2">
          These come from environment variables and take a restart to change. docs/operating.md names each.
        </p>
      </div>
    </Panel>
  )
}

function NotSet() {
  return (
    <>
      as each request says (<Mono>NEXTAUTH_URL</Mono> is not set)
    </>
  )
}

function FetchAllow({ hosts }: { hosts: readonly string[] }) {
  return (
    <Notice tone="careful" title="The address guard has holes.">
      Handrail may fetch from {hosts.join(', ')} although such addresses are usually refused (
      <Mono>HANDRAIL_FETCH_ALLOW</Mono>). Right for a staging handler; wrong for anything a stranger can choose.
    </Notice>
  )
}
