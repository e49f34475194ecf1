import { ArrowRight } from 'lucide-react'
import { Chip } from '@/components/ui/chip'
import { CopyButton } from '@/components/ui/copy-button'
import { KeyValues } from '@/components/ui/key-values'
import { LinkButton } from '@/components/ui/link-button'
import { Mono } from '@/components/ui/mono'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ConnectionRow, FedNumber } from '@/lib/settings/list-connections'
import { HealthState } from './health-state'
import { RefusedLines } from './refused-lines'

const MOST_CHIPS = 12

/** One connection at a glance: how it stands, where Meta sends to, what it feeds, what was refused. */
export function ConnectionCard({ connection, address }: { connection: ConnectionRow; address: string }) {
  const href = `/settings/connections/${connection.id}`
  return (
    <Panel
      title={<TextLink href={href}>{connection.name}</TextLink>}
      actions={
        <>
          <HealthState health={connection.health} />
          <LinkButton size="sm" href={href} aria-label={`Open ${connection.name}`}>
            Open
            <ArrowRight />
          </LinkButton>
        </>
      }
    >
      <div className="grid grid-cols-1 gap-x-8 gap-y-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <KeyValues
          rows={[
            { key: 'Callback address', value: <Address value={address} /> },
            { key: 'Feeds', value: <Numbers numbers={connection.numbers} /> },
            {
              key: 'Last handshake',
              value: connection.verifiedAt ? <When at={connection.verifiedAt} style="full" /> : 'none yet',
            },
            {
              key: 'Last delivery',
              value: connection.lastDeliveryAt ? <When at={connection.lastDeliveryAt} style="full" /> : 'none yet',
            },
          ]}
        />
        <div>
          <h3 className="mb-1.5">Refused today</h3>
          <RefusedLines lines={connection.refusedToday} />
        </div>
      </div>
    </Panel>
  )
}

function Address({ value }: { value: string }) {
  return (
    <span className="flex items-start gap-1.5">
      <Mono className="min-w-0 text-small break-all">{value}</Mono>
      <CopyButton value={value} what="callback address" />
    </span>
  )
}

function Numbers({ numbers }: { numbers: readonly FedNumber[] }) {
  if (numbers.length === 0) return <span className="text-ink-2">no number yet</span>
  return (
    <span className="flex flex-wrap gap-1.5">
      {numbers.slice(0, MOST_CHIPS).map((number) => (
        <Chip key={number.id}>
          <b>{number.label}</b> <span className="machine">{number.displayNumber}</span>
        </Chip>
      ))}
      {numbers.length > MOST_CHIPS ? <Chip>{`and ${numbers.length - MOST_CHIPS} more`}</Chip> : null}
    </span>
  )
}
