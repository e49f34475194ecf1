import { Merge } from 'lucide-react'
import { LinkButton } from '@/components/ui/link-button'
import type { ConflictDetail } from '@/lib/duplicates/conflict-detail'
import { type Actor, can } from '@/lib/server/actor'

/** From an open question about two contacts to both side by side, where they can be made one. */
export function CompareLink({ actor, detail }: { actor: Actor; detail: ConflictDetail }) {
  const there = detail.strips.flatMap((strip) =>
    strip.of === 'contact' && strip.contact.gone === null ? strip.contact.id : [],
  )
  const [one, two] = there
  if (detail.state !== 'open' || !one || !two || !can(actor, 'duplicates:write')) return null
  return (
    <LinkButton size="sm" icon={<Merge />} href={`/duplicates/merge?survivor=${one}&other=${two}`}>
      Compare and merge
    </LinkButton>
  )
}
