'use client'

import { useState } from 'react'
import { LinkButton } from '@/components/ui/link-button'
import { MonoBlock } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { ScopeGroup } from '@/lib/settings/scopes'
import { CopyRow } from '../../connections/copy-row'
import { TokenForm } from './token-form'

type NewTokenProps = { groups: readonly ScopeGroup[]; mayGiveAll: boolean; base: string }

/** The form, and after it the token. It lives in this page and nowhere else. */
export function NewToken({ groups, mayGiveAll, base }: NewTokenProps) {
  const [made, setMade] = useState<{ name: string; token: string } | null>(null)
  if (!made) return <TokenForm groups={groups} mayGiveAll={mayGiveAll} onMade={setMade} />
  return (
    <Panel title={made.name} className="max-w-[760px]">
      <div className="space-y-4">
        <Notice tone="done" live title="The token is made.">
          It is shown this once. Copy it into the program that uses it before you leave this page.
        </Notice>
        <CopyRow label="Token" what="token" value={made.token} />
        <div>
          <p className="mb-1 text-control font-[550]">A first call</p>
          <MonoBlock label="A first call" wrap>
            {`curl -H "Authorization: Bearer $HANDRAIL_TOKEN" ${base}/api/v1/contacts?limit=1`}
          </MonoBlock>
        </div>
        <LinkButton href="/settings/tokens">I have copied it</LinkButton>
      </div>
    </Panel>
  )
}
