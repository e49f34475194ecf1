import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { readInvite } from '@/lib/members/accept-invite'
import { roleLabel } from '@/lib/members/role-words'
import { sentenceFor } from '@/lib/shared/sentences'
import { IdentityStory } from '../../identity-story'
import { Split } from '../../split'
import { AcceptForm } from './accept-form'

export const metadata: Metadata = { title: 'Invitation' }

/** Whoever holds the link may accept it once; a link that ended says so and nothing else. */
export default async function AcceptInvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const invite = await readInvite(token)
  if (!invite) {
    return (
      <Split title="This invitation has ended" sentence={sentenceFor('invite-ended')} beside={<IdentityStory />}>
        <LinkButton href="/sign-in">Go to the sign-in page</LinkButton>
      </Split>
    )
  }
  const roles = invite.roles.map(roleLabel).join(', ')
  return (
    <Split
      title={`Join ${invite.workspaceName}`}
      sentence={
        <>
          You were invited as <strong>{roles}</strong>, with the address <span className="machine">{invite.email}</span>
          .
        </>
      }
      beside={<IdentityStory />}
    >
      <AcceptForm token={token} email={invite.email} hasAccount={invite.hasAccount} />
    </Split>
  )
}
