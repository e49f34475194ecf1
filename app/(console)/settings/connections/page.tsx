import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { type ConnectionRow, listConnections } from '@/lib/settings/list-connections'
import { SettingsFrame } from '../settings-frame'
import { readCallback } from './base'
import { ConnectionCard } from './connection-card'
import { ConnectionsHelp } from './connections-help'

export const metadata: Metadata = { title: 'Connections' }

function sentenceOf(connections: readonly ConnectionRow[]): string {
  if (connections.length === 0) return 'Nothing listens yet.'
  const receiving = connections.filter((one) => one.health === 'receiving').length
  const refused = connections.flatMap((one) => one.refusedToday).reduce((sum, line) => sum + line.count, 0)
  const state = `${formatNumber(receiving)} of ${formatCount(connections.length, 'connection')} receiving.`
  return refused > 0 ? `${state} ${formatCount(refused, 'request')} refused today.` : state
}

/** The Meta apps that send Handrail its copy of every webhook. */
export default async function ConnectionsPage() {
  const actor = await requireActor('connections:read')
  const [connections, { addressOf }] = await Promise.all([listConnections(actor), readCallback()])
  const add = can(actor, 'connections:write') ? (
    <LinkButton variant="primary" icon={<Plus />} href="/settings/connections/new">
      Add connection
    </LinkButton>
  ) : undefined
  return (
    <SettingsFrame actor={actor} current="connections" sentence={sentenceOf(connections)} actions={add}>
      <div className="space-y-4">
        {connections.length === 0 ? (
          <EmptyState
            sentence="A connection is the address a Meta app sends its webhooks to. Handrail listens beside production and nothing depends on it."
            action={add}
          />
        ) : null}
        {connections.map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} address={addressOf(connection.urlKey)} />
        ))}
        <ConnectionsHelp />
      </div>
    </SettingsFrame>
  )
}
