import type { Metadata } from 'next'
import { TextLink } from '@/components/ui/text-link'
import { requireActor } from '@/lib/server/session'
import { scopeGroups } from '@/lib/settings/scopes'
import { readCallback } from '../../connections/base'
import { SettingsFrame } from '../../settings-frame'
import { NewToken } from './new-token'

export const metadata: Metadata = { title: 'Make a token' }

/** A new API token: its name, what it may do, how long it lives; then the token itself, once. */
export default async function NewTokenPage() {
  const actor = await requireActor('tokens:write')
  const { base } = await readCallback()
  return (
    <SettingsFrame
      actor={actor}
      current="tokens"
      title="Make a token"
      sentence="You can give it what your own roles include, and no more."
      back={<TextLink href="/settings/tokens">API tokens</TextLink>}
    >
      <NewToken groups={scopeGroups(actor)} mayGiveAll={actor.roles.includes('admin')} base={base} />
    </SettingsFrame>
  )
}
