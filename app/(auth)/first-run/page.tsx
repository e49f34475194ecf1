import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { isUnclaimed } from '@/lib/members/first-admin'
import { IdentityStory } from '../identity-story'
import { Split } from '../split'
import { FirstRunForm } from './first-run-form'

export const metadata: Metadata = { title: 'First run' }

/** Answers only while nobody can sign in; the first person to finish it becomes the admin. */
export default async function FirstRunPage() {
  if (!(await isUnclaimed())) redirect('/sign-in')
  return (
    <Split
      title="Set up Handrail"
      sentence="Nobody can sign in yet. Name your workspace and make yourself its admin; you invite everybody else from Members."
      beside={<IdentityStory />}
    >
      <FirstRunForm zones={Intl.supportedValuesOf('timeZone')} />
    </Split>
  )
}
