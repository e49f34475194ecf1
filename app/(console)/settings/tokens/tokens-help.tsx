import { HelpPanel } from '@/components/ui/help-panel'

export function TokensHelp() {
  return (
    <HelpPanel
      good={[
        'One token for each program, with the scopes it needs and no more.',
        'Each ends on a day, and its successor is in place a week before.',
        'Identifiers come masked; only the program that has to match people may see them plain.',
      ]}
      fails={[
        'One token for everything: revoking it after a leak stops every job at once.',
        'A token in a repository or a chat. Revoke it and make another; there is nothing to clean up here.',
        'A person leaves and their token stays. Tokens belong to the workspace: look who made them.',
      ]}
    />
  )
}
