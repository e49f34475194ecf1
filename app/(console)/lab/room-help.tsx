import { HelpPanel } from '@/components/ui/help-panel'

export function RoomHelp() {
  return (
    <HelpPanel
      good={[
        'Every payload that WhatsApp may send was fired at the staging handler, not only a text with a phone.',
        'Each record says whether the right customer, the right workflow and a clear error came out, in words for everybody.',
        'What failed has an owner, and is closed by a run that passes.',
      ]}
      fails={[
        'Only the easy path is tested; the break comes when a field is absent.',
        'A status is handled like a message, and a bot answers to “delivered”.',
        'The error is a code in a log that nobody reads.',
      ]}
    />
  )
}
