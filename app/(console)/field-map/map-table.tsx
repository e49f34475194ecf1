import { Chip } from '@/components/ui/chip'
import { State } from '@/components/ui/state'
import type { FieldView, MapSystemView } from '@/lib/field-map/queries'
import { IDENTITY_KEYS, type IdentityKey, KEY_WORDS, MAP_SYSTEM_KIND_WORDS } from '@/lib/field-map/vocabulary'
import { FieldDialog } from './field-dialog'
import { MapSystemDialog, RemoveMapSystem } from './system-dialog'

type Owners = { id: string; name: string }[]
type MapTableProps = { systems: MapSystemView[]; owners: Owners; mayWrite: boolean }

const HEAD = 'border-b border-line bg-canvas px-4 py-2 text-left align-bottom font-normal'
const CELL = 'border-b border-line px-4 py-2 text-left align-top font-normal'

/** The map: a row for each key with its one job, a column for each system, and the field in which they meet. */
export function MapTable({ systems, owners, mayWrite }: MapTableProps) {
  return (
    <section
      aria-label="Which field carries which key"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="quiet-scroll relative overflow-x-auto -outline-offset-2 print:overflow-visible"
    >
      <table className="w-full border-collapse text-sheet print:text-[8.5pt]">
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} w-64 min-w-52 text-small text-ink-3`}>
              Key
            </th>
            {systems.map((system) => (
              <th key={system.id} scope="col" className={`${HEAD} min-w-56`}>
                <span className="flex items-start justify-between gap-2">
                  <span>
                    <span className="block font-[550]">{system.name}</span>
                    <span className="block text-small text-ink-3">
                      {MAP_SYSTEM_KIND_WORDS[system.kind]}, {system.owner ?? 'nobody owns it'}
                    </span>
                  </span>
                  {mayWrite ? (
                    <span className="no-print flex">
                      <MapSystemDialog key={`${system.id}-${system.version}`} system={system} owners={owners} />
                      <RemoveMapSystem system={system} />
                    </span>
                  ) : null}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="[&>tr:last-child>*]:border-b-0">
          {IDENTITY_KEYS.map((key) => (
            <tr key={key}>
              <th scope="row" className={CELL}>
                <span className="block font-[550]">{KEY_WORDS[key].title}</span>
                <span className="block text-small text-ink-2">{KEY_WORDS[key].job}</span>
              </th>
              {systems.map((system) => (
                <MapCell key={system.id} system={system} identityKey={key} mayWrite={mayWrite} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type MapCellProps = { system: MapSystemView; identityKey: IdentityKey; mayWrite: boolean }

function MapCell({ system, identityKey, mayWrite }: MapCellProps) {
  const field = system.fields.find((one) => one.identityKey === identityKey) ?? null
  return (
    <td className={CELL}>
      {mayWrite ? (
        <FieldDialog
          key={`${system.id}-${identityKey}-${field?.version ?? 0}`}
          {...{ system: { id: system.id, name: system.name }, identityKey, field }}
        />
      ) : field ? (
        <span className="machine font-medium [overflow-wrap:anywhere]">{field.fieldName}</span>
      ) : (
        <span className="text-ink-3">–</span>
      )}
      {field ? <FieldFacts field={field} /> : null}
    </td>
  )
}

function FieldFacts({ field: { trustedFor, isMatchKey, readers } }: { field: FieldView }) {
  return (
    <span className="mt-0.5 block space-y-0.5 text-small text-ink-2">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        {trustedFor}
        {isMatchKey ? <Chip>match key</Chip> : null}
      </span>
      {readers.length > 0 ? <span className="block [overflow-wrap:anywhere]">read by {readers.join(', ')}</span> : null}
    </span>
  )
}

/** What is missing, in red. */
export function MapGaps({ gaps }: { gaps: { sentence: string }[] }) {
  if (gaps.length === 0) return <State kind="passed">nothing is missing</State>
  return (
    <ul className="space-y-1">
      {gaps.map(({ sentence }) => (
        <li key={sentence}>
          <State kind="blocked" className="whitespace-normal!">
            {sentence}
          </State>
        </li>
      ))}
    </ul>
  )
}
