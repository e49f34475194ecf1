import { QrCode } from 'lucide-react'
import { LinkButton } from '@/components/ui/link-button'
import { checkFacts } from '@/lib/entry-points/check-queries'
import type { EntryPointView } from '@/lib/entry-points/schema'
import { type Actor, can } from '@/lib/server/actor'
import { CheckAttestDialog } from './check-attest-dialog'
import { CheckHistory } from './check-history'
import { CheckNowButton } from './check-now-button'

const SHOWN = 6

/** Checks of one entry point: look now, say what one saw, and what was seen so far. */
export async function CheckSection({ actor, row }: { actor: Actor; row: EntryPointView }) {
  const facts = await checkFacts(actor, row.id, SHOWN)
  if (!facts) return null
  const { plan, checks } = facts
  const { destination } = facts.expectation
  const canWrite = can(actor, 'entry-points:write') && row.archivedAt === null
  return (
    <section className="space-y-3 border-t border-line pt-4">
      <h3>Checks</h3>
      {canWrite ? (
        <div className="flex flex-wrap gap-2">
          {plan.kind === 'visit' ? <CheckNowButton id={row.id} host={new URL(plan.url).host} /> : null}
          <CheckAttestDialog id={row.id} name={row.name} expected={destination} />
          <LinkButton size="sm" variant="ghost" icon={<QrCode />} href={`/entry-points/links?row=${row.id}`}>
            Link and QR code
          </LinkButton>
        </div>
      ) : null}
      {plan.kind === 'nothing' && canWrite ? <p className="text-small text-ink-2">{plan.sentence}</p> : null}
      {checks.length > 0 ? (
        <CheckHistory checks={checks} name={row.name} />
      ) : (
        <p className="text-small text-ink-2">Nobody has looked yet.</p>
      )}
    </section>
  )
}
