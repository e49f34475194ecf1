import { MonoBlock } from '@/components/ui/mono'
import { Panel } from '@/components/ui/panel'
import { CSV_COLUMNS } from '@/lib/entry-points/import-columns'
import { KIND_WORDS, KINDS, RISK_WORDS, RISKS } from '@/lib/entry-points/kinds'

const EXAMPLE = [
  CSV_COLUMNS.join(','),
  'Home page chat button,website,larkmoss.example,wa.me/442079460118,wa.me/larkmoss,digital critical,Marketing,2026-11-23,2,Put the old link back in the header,',
  'Till receipt,QR code,All stores,wa.me/442079460118,wa.me/message/4O4YGZEG3,printed,Operations,2026-12-14,4,,Reprint takes ten days',
].join('\n')

/** What a file looks like that needs no matching. */
export function FileExample() {
  return (
    <Panel id="template" title="What the file looks like">
      <div className="space-y-3 text-control text-ink-2">
        <MonoBlock label="An example file">{EXAMPLE}</MonoBlock>
        <p>
          The columns may stand in any order; only the name and the kind are needed. A row with the name, kind and
          location of one on the sheet changes that one. An exported sheet imports again unchanged.
        </p>
        <p>
          <b className="font-[550] text-ink">Kinds:</b> {KINDS.map((kind) => KIND_WORDS[kind]).join(', ')}.{' '}
          <b className="font-[550] text-ink">Risk:</b> {RISKS.map((risk) => RISK_WORDS[risk]).join(', ')}.{' '}
          <b className="font-[550] text-ink">Dates:</b> 2026-11-24.
        </p>
      </div>
    </Panel>
  )
}
