import { HelpPanel } from '@/components/ui/help-panel'

/** What good looks like in this room, and how it usually fails. */
export function RoomHelp() {
  return (
    <HelpPanel
      good={[
        'One person owns the calendar, and every wave and every day with work has a name beside it.',
        'Waves follow each other with room to breathe, so that what breaks can be told apart and put back.',
        'Print is planned backwards: what must be at the printer two weeks before has its own date.',
        'Nobody announces completion before every entry point was clicked or scanned.',
      ]}
      fails={[
        'The release falls into the busiest weekend of the year, because nobody wrote the freeze down.',
        'Two teams release on one day, and nobody can say whose change sent customers to the wrong inbox.',
        'The website is done, completion is announced, and the posters still show the old code.',
      ]}
    />
  )
}
