import type { Metadata } from 'next'
import { Chip } from '@/components/ui/chip'
import { KeyValues } from '@/components/ui/key-values'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { ownDelegation } from '@/lib/approvals/delegate'
import { ownSessions } from '@/lib/members/own-account'
import { ownProfile } from '@/lib/members/profile'
import { ownWorkspaces } from '@/lib/members/switch-workspace'
import { requireActor } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { AccountTabs } from './account-tabs'
import { AwayPanel } from './away-panel'
import { NameForm } from './name-form'
import { PasswordForm } from './password-form'
import { SessionList } from './session-list'
import { WorkspaceList } from './workspace-list'

export const metadata: Metadata = { title: 'Your account' }

/** Everybody's own page: who they are here, their password, and where they are signed in. */
export default async function AccountPage() {
  const actor = await requireActor('overview:read')
  const [profile, sessions, workspace, workspaces, delegation] = await Promise.all([
    ownProfile(actor),
    ownSessions(actor),
    currentWorkspace(actor),
    ownWorkspaces(actor),
    ownDelegation(actor),
  ])
  return (
    <Page narrow>
      <PageHead
        title="Your account"
        sentence={`How others see you in ${workspace.name}, and where you are signed in.`}
      />
      <AccountTabs current="account" />
      <div className="mt-5 space-y-4">
        <Panel title="You">
          <div className="space-y-5">
            <KeyValues
              rows={[
                { key: 'E-mail', value: <span className="machine">{profile.email}</span> },
                {
                  key: 'Roles',
                  value: (
                    <span className="flex flex-wrap gap-1.5">
                      {profile.roles.map((role) => (
                        <Chip key={role}>{role}</Chip>
                      ))}
                    </span>
                  ),
                },
              ]}
            />
            <NameForm name={profile.name} />
          </div>
        </Panel>
        <Panel title="Password">
          {profile.hasPassword ? (
            <PasswordForm email={profile.email} />
          ) : (
            <p className="text-control text-ink-2">
              You sign in through your company’s identity provider; there is no password here to change.
            </p>
          )}
        </Panel>
        <AwayPanel key={delegation.version} delegation={delegation} />
        {workspaces.length > 1 ? <WorkspaceList workspaces={workspaces} /> : null}
        <SessionList sessions={sessions} />
      </div>
    </Page>
  )
}
