import { HelpPanel } from '@/components/ui/help-panel'

/** What good looks like in this room, and how it usually fails. */
export function RoomHelp() {
  return (
    <HelpPanel
      good={[
        'Every open conflict was looked at within a working day, those in identity review first: there a customer waits without a history.',
        'The person who writes is asked who they are, in words that tell them nothing about anybody else.',
        'Old claims are corrected where they come from, in the CRM, so that the same conflict does not come back.',
      ]}
      fails={[
        'Somebody takes the phone number for the person and answers a new owner of the number with the old one’s orders.',
        'Two records are treated as one because their usernames or names are alike; both can change hands any day.',
        'Couples, offices and shops share a phone. Whoever is asked last gets everybody’s history.',
      ]}
    />
  )
}
