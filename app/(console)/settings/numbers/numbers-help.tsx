import { HelpPanel } from '@/components/ui/help-panel'

export function NumbersHelp() {
  return (
    <HelpPanel
      good={[
        'Every WhatsApp number of the business is here once, in the portfolio it belongs to at Meta.',
        'Every number has a connection, so that Handrail sees what production sees.',
        'Names are those colleagues use: Support, Stores, Sales.',
      ]}
      fails={[
        'A number is put into the wrong portfolio: its BSUIDs are then taken for those of other people.',
        'The phone number is typed where the phone number id belongs. Deliveries name the id, and find nothing.',
        'Two records of one number would shadow each other, so the second is refused.',
      ]}
    />
  )
}
