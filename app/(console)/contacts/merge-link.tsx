import { Merge } from 'lucide-react'
import { LinkButton } from '@/components/ui/link-button'
import { type Actor, can } from '@/lib/server/actor'

/** Where somebody finds the other contact that is the same person; for those who may merge. */
export function MergeLink({ actor, id }: { actor: Actor; id: string }) {
  if (!can(actor, 'duplicates:write')) return null
  return (
    <LinkButton size="sm" icon={<Merge />} href={`/duplicates/merge?survivor=${id}`}>
      Merge with another
    </LinkButton>
  )
}
