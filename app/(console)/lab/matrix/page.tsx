import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatCount } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import type { Matrix } from '@/lib/lab/matrix-rules'
import { planChoices } from '@/lib/lab/plan-queries'
import { readMatrix } from '@/lib/lab/run-report'
import { RESULT_WORDS } from '@/lib/lab/vocabulary'
import { requireActor } from '@/lib/server/session'
import { ResultMark } from '../marks'
import { LabTabs } from '../room-tabs'
import { TargetChoice } from './target-choice'

export const metadata: Metadata = { title: 'What was tested' }

/** Payload by workflow with the newest result in each cell, and the holes. */
export default async function MatrixPage({ searchParams }: PageProps<'/lab/matrix'>) {
  const actor = await requireActor('lab:read')
  const { target } = await searchParams
  const chosen = typeof target === 'string' ? target : ''
  const [matrix, choices] = await Promise.all([readMatrix(actor, chosen || null), planChoices(actor)])
  return (
    <Page>
      <PageHead
        title="Lab"
        sentence={sentenceOf(matrix)}
        actions={<TargetChoice current={chosen} targets={choices.targets} />}
      />
      <LabTabs current="matrix" />
      <div className="mt-5">
        <Panel title="Payload by workflow" padded={false}>
          <Table matrix={matrix} />
        </Panel>
      </div>
    </Page>
  )
}

function sentenceOf({ holes, rows }: Matrix): string {
  if (holes === 0) return 'Every payload of the pack was sent.'
  return `${formatCount(rows.length - holes, 'payload')} sent, ${formatCount(holes, 'payload')} never sent.`
}

function Table({ matrix }: { matrix: Matrix }) {
  const head = ['Payload', ...matrix.columns.map((workflow) => workflow ?? 'No workflow, or any')]
  return (
    <PlainTable label="Payload by workflow" head={head}>
      {matrix.rows.map(({ variation, title, cells }) => (
        <tr key={variation}>
          <Cell className="min-w-40 font-medium">
            <TextLink href={`/lab/payloads/${variation}`}>{title}</TextLink>
          </Cell>
          {cells.map((cell, i) => (
            <Cell key={matrix.columns[i] ?? 'none'}>
              {cell ? (
                <TextLink href={`/lab/${cell.recordId}`} aria-label={`${title}: ${RESULT_WORDS[cell.result]}`}>
                  <ResultMark result={cell.result} />
                </TextLink>
              ) : (
                <span className="text-small text-ink-3">{cells.every((one) => one === null) ? 'never sent' : '–'}</span>
              )}
            </Cell>
          ))}
        </tr>
      ))}
    </PlainTable>
  )
}
