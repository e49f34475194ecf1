import { HelpPanel } from '@/components/ui/help-panel'

/** What good looks like in this room, and how it usually fails. */
export function RoomHelp() {
  return (
    <HelpPanel
      good={[
        'Whoever decides reads what changed since the last sign-off, and signs exactly that.',
        'A refusal says what has to change, so that the next request is the last one.',
        'Somebody stands in for an approver who is away; nothing waits for a holiday.',
      ]}
      fails={[
        'A plan is signed in a meeting and edited the day after; what goes out was never signed.',
        'The person who wrote it signs it, because nobody else was asked.',
        'A sign-off lives in a chat. When something breaks, nobody finds who agreed to what.',
      ]}
    />
  )
}
