import { KeyValues } from '@/components/ui/key-values'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ConnectionRow } from '@/lib/settings/list-connections'
import { ReplaceSecret } from './replace-secret'

type ConnectionFactsProps = {
  connection: ConnectionRow
  mayWrite: boolean
  maySeeAudit: boolean
}

/** When it was last heard of, and its secret, which goes in and never comes out. */
export function ConnectionFacts({ connection, mayWrite, maySeeAudit }: ConnectionFactsProps) {
  const { verifiedAt, lastDeliveryAt, createdAt, health } = connection
  return (
    <Panel title="State">
      <div className="space-y-4">
        {health === 'secret-unusable' ? (
          <Notice tone="problem">
            Handrail cannot read the app secret, most likely because the master key is another one than before. Nothing
            is accepted until the secret is entered again.
          </Notice>
        ) : null}
        <KeyValues
          rows={[
            { key: 'Last handshake', value: verifiedAt ? <When at={verifiedAt} style="full" /> : 'none yet' },
            { key: 'Last delivery', value: lastDeliveryAt ? <When at={lastDeliveryAt} style="full" /> : 'none yet' },
            { key: 'Added', value: <When at={createdAt} style="full" /> },
            {
              key: 'App secret',
              value: (
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
                  kept encrypted, never shown
                  {mayWrite ? <ReplaceSecret connectionId={connection.id} name={connection.name} /> : null}
                </span>
              ),
            },
          ]}
        />
        {maySeeAudit ? (
          <p className="text-small">
            <TextLink href={`/audit?subject=${connection.id}`}>Everything that was changed about it</TextLink>
          </p>
        ) : null}
      </div>
    </Panel>
  )
}
