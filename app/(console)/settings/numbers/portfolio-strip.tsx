'use client'

import { Trash2 } from 'lucide-react'
import Link from 'next/link'
import { ConfirmDialog } from '@/components/form/confirm-dialog'
import { classNames } from '@/components/ui/class-names'
import { formatCount } from '@/components/ui/format-number'
import { IconButton } from '@/components/ui/icon-button'
import { Mono } from '@/components/ui/mono'
import { useToast } from '@/components/ui/toast'
import type { PortfolioRow } from '@/lib/settings/list-numbers'
import { answerOf } from '@/lib/shared/action-answer'
import { removePortfolioAction } from '../actions'
import { useOutcome } from '../use-outcome'
import { EditPortfolio } from './edit-portfolio'
import { GraphTokenDialog } from './graph-token-dialog'
import { type NumberListState, numberList } from './list'

type PortfolioStripProps = { portfolios: readonly PortfolioRow[]; state: NumberListState; mayWrite: boolean }

/** The portfolios above their numbers; choosing one shows its numbers alone. */
export function PortfolioStrip({ portfolios, state, mayWrite }: PortfolioStripProps) {
  const chosen = state.filters.portfolio
  return (
    <ul aria-label="Portfolios" className="flex flex-wrap gap-2">
      {portfolios.map((portfolio) => {
        const current = portfolio.id === chosen
        return (
          <li
            key={portfolio.id}
            className={classNames(
              'flex min-w-[230px] items-start gap-1 rounded-md border py-1.5 pr-1 pl-3 max-md:w-full',
              current ? 'border-accent bg-accent-soft' : 'border-line bg-surface',
            )}
          >
            <Link
              prefetch={false}
              scroll={false}
              href={numberList.href(state, { filters: { portfolio: current ? null : portfolio.id } })}
              aria-current={current ? 'true' : undefined}
              className="min-w-0 flex-1 rounded-sm"
            >
              <span className="block truncate text-control font-[550]">{portfolio.name}</span>
              <span className="block text-small text-ink-2">
                {formatCount(portfolio.numbers, 'number')}
                {portfolio.graphTokenAt ? ' · access token' : null}
                {portfolio.metaId ? (
                  <>
                    {' · '}
                    <Mono>{portfolio.metaId}</Mono>
                  </>
                ) : null}
              </span>
            </Link>
            {mayWrite ? (
              <span className="flex">
                <GraphTokenDialog key={portfolio.version} portfolio={portfolio} />
                <EditPortfolio portfolio={portfolio} />
                <RemovePortfolio portfolio={portfolio} />
              </span>
            ) : null}
          </li>
        )
      })}
    </ul>
  )
}

function RemovePortfolio({ portfolio }: { portfolio: PortfolioRow }) {
  const outcomeOf = useOutcome()
  const toast = useToast()
  const { id: portfolioId, version, name } = portfolio
  async function remove() {
    const answer = answerOf(await removePortfolioAction({ portfolioId, version }).catch(() => undefined))
    if (!answer.ok) return outcomeOf(answer)
    toast({ text: `${name} is removed.` })
    return outcomeOf(answer)
  }
  return (
    <ConfirmDialog
      danger
      trigger={
        <IconButton size="sm" label={`Remove ${name}`}>
          <Trash2 />
        </IconButton>
      }
      title={`Remove the portfolio ${name}`}
      confirmLabel="Remove"
      onConfirm={remove}
    >
      It goes only when no number is in it and no contact has a BSUID of it. It can be added again later.
    </ConfirmDialog>
  )
}
