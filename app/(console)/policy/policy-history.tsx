import { Panel } from '@/components/ui/panel'
import type { Actor } from '@/lib/server/actor'
import { RecordHistory } from '../audit/record-history'

type Props = { actor: Actor; id: string; kind?: 'policy' | 'handle-request' }

/** What happened to one version or one request, newest first. */
export function PolicyHistory({ actor, id, kind = 'policy' }: Props) {
  return (
    <Panel title="History">
      <RecordHistory actor={actor} subject={{ kind, id }} />
    </Panel>
  )
}
