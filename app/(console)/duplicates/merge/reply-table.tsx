import { Cell, PlainTable } from '@/components/table/plain-table'
import { State } from '@/components/ui/state'
import type { Comparison } from '@/lib/merges/compare'
import type { MergeAnswer } from '@/lib/merges/schema'

type Reply = MergeAnswer['threads'][number]['replyBefore']

const textOf = ({ to, recipient }: Reply): string => to ?? recipient ?? 'the group'

const OPENED: Record<string, string> = { phone: 'with a phone', bsuid: 'with a BSUID', group: 'in a group' }

/** Every conversation of both, and where its replies go before and after. */
export function ReplyTable({ comparison }: { comparison: Comparison }) {
  const { preview, numberNames } = comparison
  if (preview.threads.length === 0)
    return <p className="text-control text-ink-2">Neither of them has a conversation yet.</p>
  return (
    <PlainTable label="Where replies go" head={['Conversation', 'Of', 'Replies go to', 'Afterwards']}>
      {preview.threads.map(({ threadId, numberId, from, openedWith, replyBefore, replyAfter }) => {
        const stays = textOf(replyBefore) === textOf(replyAfter)
        return (
          <tr key={threadId}>
            <Cell>
              {numberNames[numberId] ?? 'a number that was removed'}
              <span className="block text-small text-ink-2">opened {OPENED[openedWith] ?? openedWith}</span>
            </Cell>
            <Cell tone="quiet">{from === 'survivor' ? 'the one that stays' : 'the other'}</Cell>
            <Cell tone="machine">{textOf(replyBefore)}</Cell>
            <Cell>
              {stays ? (
                <State kind="passed">the same</State>
              ) : (
                <>
                  <State kind="blocked">would move</State> <span className="machine">{textOf(replyAfter)}</span>
                </>
              )}
            </Cell>
          </tr>
        )
      })}
    </PlainTable>
  )
}
