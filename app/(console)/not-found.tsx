import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { sentenceFor } from '@/lib/shared/sentences'

/** A record of another workspace does not exist here, and gets the same answer as one that never did: 404. */
export default function NotFound() {
  return (
    <ErrorState
      title="There is no such record"
      code="not-found"
      action={<LinkButton href="/overview">Go to the overview</LinkButton>}
    >
      {sentenceFor('not-found')}
    </ErrorState>
  )
}
