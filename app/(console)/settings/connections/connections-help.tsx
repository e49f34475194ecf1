import { HelpPanel } from '@/components/ui/help-panel'
import { ShadowSteps } from './shadow-steps'

export function ConnectionsHelp() {
  return (
    <HelpPanel
      good={[
        'Handrail has a Meta app of its own, beside the one production uses. Each gets its own copy of every webhook.',
        'Every number has one connection, and the last delivery is as recent as its last message.',
        'The app secret is known to Meta and to Handrail, and to nobody’s notes.',
      ]}
      fails={[
        'The secret of another app was pasted: every delivery is refused with “bad-signature”, and WhatsApp repeats it for seven days.',
        'The app is verified but not subscribed to the WhatsApp account: the handshake is green and nothing ever comes.',
        'Only “messages” is subscribed: what Meta does with your handle goes unnoticed.',
      ]}
    >
      <div className="md:col-span-2">
        <h3 className="mb-2.5">How to subscribe Handrail beside production</h3>
        <ShadowSteps />
      </div>
    </HelpPanel>
  )
}
