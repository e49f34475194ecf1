import { HelpPanel } from '@/components/ui/help-panel'

/** What good looks like in this room, and how it usually fails. */
export function RoomHelp() {
  return (
    <HelpPanel
      good={[
        'One handle for each number, and a written answer to: where does each kind of customer land?',
        'People who talk with customers were asked blind, and agree with the decision.',
        'Every other name is rejected with its reason, so the debate does not begin again.',
      ]}
      fails={[
        'The handle is treated as a logo. It looks good, and customers with an order problem land in sales.',
        'A department code or a campaign is in the name; customers do not understand it, and the campaign ends.',
        'The decision is in a slide. Support hears of it from customers.',
      ]}
    />
  )
}
