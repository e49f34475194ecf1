import type { Metadata } from 'next'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { listPairs, type PairView } from '@/lib/lab/pairs'
import { planChoices } from '@/lib/lab/plan-queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { ResultMark } from '../marks'
import { LabTabs } from '../room-tabs'
import { CheckPairs } from './check-pairs'

export const metadata: Metadata = { title: 'Number pairs' }

/** For each pair of numbers: one portfolio or two, what one person looks like on both, and whether that was tested. */
export default async function NumbersPage({ searchParams }: PageProps<'/lab/numbers'>) {
  const actor = await requireActor('lab:read')
  const { target } = await searchParams
  const targetId = typeof target === 'string' && target !== '' ? target : null
  const [pairs, choices] = await Promise.all([listPairs(actor, targetId), planChoices(actor)])
  const mayCheck = can(actor, 'lab:write') && pairs.length > 0 && choices.datasets.length > 0
  return (
    <Page>
      <PageHead
        title="Lab"
        sentence={sentenceOf(pairs)}
        actions={
          mayCheck ? <CheckPairs targetId={targetId} targets={choices.targets} datasets={choices.datasets} /> : null
        }
      />
      <LabTabs current="numbers" />
      <div className="mt-5">
        {pairs.length === 0 ? (
          <EmptyState
            sentence="With two numbers or more, this shows for each pair whether WhatsApp gives one person the same BSUID on both, and whether your systems see one customer."
            action={<LinkButton href="/settings/numbers">Go to the numbers</LinkButton>}
          />
        ) : (
          <Panel title="Every pair of numbers" padded={false}>
            <Pairs pairs={pairs} />
          </Panel>
        )}
      </div>
    </Page>
  )
}

function sentenceOf(pairs: PairView[]): string {
  const open = pairs.filter(({ last }) => last?.result !== 'passed').length
  if (pairs.length === 0) return 'What one person looks like on two of your numbers.'
  return open === 0
    ? `All ${formatCount(pairs.length, 'pair')} were tested and passed.`
    : `${formatCount(open, 'pair')} of ${pairs.length} without a passing test.`
}

function Pairs({ pairs }: { pairs: PairView[] }) {
  return (
    <PlainTable label="Every pair of numbers" head={['Numbers', 'Portfolio', 'One person on both', 'Tested', 'When']}>
      {pairs.map(({ key, first, second, samePortfolio, portfolios, looks, last }) => (
        <tr key={key}>
          <Cell className="min-w-36 font-medium">
            {first} and {second}
          </Cell>
          <Cell>
            <State kind={samePortfolio ? 'passed' : 'open'}>{samePortfolio ? 'the same' : 'two'}</State>
            <span className="block text-small text-ink-3">{portfolios}</span>
          </Cell>
          <Cell className="min-w-56">{looks}</Cell>
          <Cell>
            {last ? (
              <TextLink href={`/lab/${last.id}`} aria-label={`${first} and ${second}: ${last.sentence}`}>
                <ResultMark result={last.result} />
              </TextLink>
            ) : (
              <State kind="open">not yet</State>
            )}
          </Cell>
          <Cell tone="quiet">{last ? <When at={last.at} /> : '–'}</Cell>
        </tr>
      ))}
    </PlainTable>
  )
}
