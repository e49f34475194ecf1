import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'

/** Nothing has arrived yet: what belongs here, and the one next action. */
export function EmptyRoom() {
  return (
    <EmptyState
      sentence="Every message, status and change that WhatsApp sends will stand here, with the customer it belongs to and the reason. Nothing has arrived yet."
      action={
        <LinkButton variant="primary" href="/settings">
          Point a WhatsApp webhook at Handrail
        </LinkButton>
      }
    />
  )
}
