import { formatCount } from '@/components/ui/format-number'
import type { ImportOutcome } from '@/lib/entry-points/import-outcome'

/** How unclear cells were understood, so that nothing is guessed behind anybody's back. */
export function ImportNotes({ outcome }: { outcome: ImportOutcome }) {
  const { unknownColumns, dateReadings, risksFromKind } = outcome
  const notes = [
    unknownColumns.length > 0 ? `Left out: ${unknownColumns.map((name) => `“${name}”`).join(', ')}.` : '',
    dateReadings.length > 0
      ? `Dates were read like this: ${dateReadings.map(({ text, reading }) => `${text} as ${reading}`).join('; ')}.`
      : '',
    risksFromKind > 0
      ? `${formatCount(risksFromKind, 'row')} without a risk group: a new row gets the usual one of its kind, a row on the sheet keeps its own.`
      : '',
  ].filter(Boolean)
  if (notes.length === 0) return null
  return (
    <ul className="list-disc space-y-1 pl-4 text-control text-ink-2">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}
