import { HelpPanel } from '@/components/ui/help-panel'

/** What good looks like in this room, and how it usually fails. */
export function RoomHelp() {
  return (
    <HelpPanel
      good={[
        'Every place where a customer starts a conversation has a row, with an owner, a date and a new destination.',
        'Rows are grouped by risk: digital ones move quickly, print needs lead time, critical pages have a way back written down.',
        'Nobody announces completion before every row was clicked or scanned.',
      ]}
      fails={[
        'The website is updated, and ads, QR codes, invoices and agents’ signatures are forgotten.',
        'Several links for one purpose end in different inboxes.',
        'A printed code encodes a username, the username changes, and the print leads to whoever claims the name next.',
      ]}
    />
  )
}
