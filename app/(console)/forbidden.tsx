import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'
import { sentenceFor } from '@/lib/shared/sentences'

/** What a member sees whose roles do not include a page; answered with 403. */
export default function Forbidden() {
  return (
    <ErrorState
      title="This page is not open to you"
      code="not-allowed"
      action={<LinkButton href="/overview">Go to the overview</LinkButton>}
    >
      {sentenceFor('not-allowed')}
    </ErrorState>
  )
}
