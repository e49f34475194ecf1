import { HelpPanel } from '@/components/ui/help-panel'

export function MembersHelp() {
  return (
    <HelpPanel
      good={[
        'Everybody signs in as themselves, with the roles their work needs and no more.',
        'At least two admins, so that one on holiday locks nobody out.',
        'People who leave are disabled the same day; what they did stays in the audit log under their name.',
      ]}
      fails={[
        'A shared sign-in: the audit log then says who changed something, but not which person it was.',
        'Viewers who are made CRM owner only to see one phone number; a reveal by somebody allowed is enough.',
        'Approvers who also write what they approve: their own work is excluded, and the sign-off waits.',
      ]}
    />
  )
}
