import { HelpPanel } from '@/components/ui/help-panel'

export function RoomHelp() {
  return (
    <HelpPanel
      good={[
        'Somebody new names a handle with the printed page alone, and nobody has to meet about it.',
        'The policy was tried on a market, a support line and a campaign that do not exist yet.',
        'Each class says who may ask and who approves, and a request reaches that person by itself.',
      ]}
      fails={[
        'Every team makes a variation of its own, and customers cannot tell which handle is the official one.',
        'The rules fill ten pages, so nobody reads them and the exceptions are decided in the corridor.',
        'The policy covers what exists today and has no answer for the next country.',
      ]}
    />
  )
}
