import type { Metadata } from 'next'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { mailState } from '@/lib/notifications/mail-state'
import { listChoices } from '@/lib/notifications/preferences'
import { requireActor } from '@/lib/server/session'
import { AccountTabs } from '../account-tabs'
import { ChoiceTable } from './choice-table'

export const metadata: Metadata = { title: 'What reaches you' }

/** For each kind of news: whether the bell counts it, and whether it leaves by e-mail. */
export default async function NotificationChoicesPage() {
  const actor = await requireActor('overview:read')
  const [choices, mail] = await Promise.all([listChoices(actor), mailState(actor)])
  return (
    <Page narrow>
      <PageHead
        title="Your account"
        sentence={
          <>
            What you are told, and how. Everything stays in <TextLink href="/notifications">your list</TextLink>,
            however you choose.
          </>
        }
      />
      <AccountTabs current="notifications" />
      <div className="mt-5 space-y-4">
        {mail.configured ? null : (
          <Notice title="This installation sends no e-mail yet.">
            Your choices are kept. They take effect once an admin sets a mail server (SMTP_URL).
          </Notice>
        )}
        <Panel title="What reaches you" padded={false} className="relative">
          <ChoiceTable choices={choices} />
        </Panel>
      </div>
    </Page>
  )
}
