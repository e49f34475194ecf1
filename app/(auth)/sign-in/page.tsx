import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import { isUnclaimed } from '@/lib/members/first-admin'
import { oidcEnabled, oidcName } from '@/lib/members/oidc'
import { demoSignIns } from '@/lib/members/profile'
import { ownPath } from '@/lib/server/auth-request'
import { currentActor } from '@/lib/server/session'
import { sentenceFor } from '@/lib/shared/sentences'
import { IdentityStory } from '../identity-story'
import { OidcButton } from './oidc-button'
import { SignInDesk } from './sign-in-desk'

export const metadata: Metadata = { title: 'Sign in' }

type Search = Promise<{ next?: string | string[]; problem?: string | string[]; error?: string | string[] }>

const PROBLEMS = ['oidc-unknown', 'oidc-unverified', 'not-signed-in', 'no-workspace']

/** Only sentences of our own are shown: what stands in the address could have been written by anybody. */
function problemText(problem: unknown, error: unknown): string | null {
  if (typeof problem === 'string' && PROBLEMS.includes(problem)) return sentenceFor(problem)
  return error === undefined ? null : sentenceFor('oidc-failed')
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next, problem, error } = await searchParams
  const target = ownPath(first(next))
  if (await currentActor()) redirect(target)
  if (await isUnclaimed()) redirect('/first-run')
  const demo = await demoSignIns()
  const trouble = problemText(first(problem), first(error))
  return (
    <SignInDesk
      next={target}
      demo={demo}
      notice={trouble ? <Notice tone="problem">{trouble}</Notice> : null}
      other={oidcEnabled() ? <OidcButton name={oidcName()} next={target} /> : null}
      story={<IdentityStory />}
    />
  )
}
