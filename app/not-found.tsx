import { ErrorState } from '@/components/ui/error-state'
import { LinkButton } from '@/components/ui/link-button'

/** An address that leads nowhere, whoever asks. */
export default function NotFound() {
  return (
    <main id="main" className="grid min-h-dvh place-items-center">
      <ErrorState
        title="Nothing is at this address"
        code="not-found"
        action={<LinkButton href="/overview">Go to Handrail</LinkButton>}
      >
        The link may be old or mistyped. Start from the overview, or search there for what you were looking for.
      </ErrorState>
    </main>
  )
}
