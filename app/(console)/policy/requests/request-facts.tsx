import { KeyValues } from '@/components/ui/key-values'
import { When } from '@/components/ui/when'
import type { RequestDetail } from '@/lib/policy/requests'
import { AllowedMark, RequestStateMark } from '../policy-state'
import { ReasonList } from '../reason-list'
import { RequestSteps } from './request-steps'

/** One request: what is asked for, what the policy says and why, and the next step of the person who looks. */
export function RequestFacts({ detail }: { detail: RequestDetail }) {
  const { today, atRequest } = detail
  return (
    <div className="space-y-5">
      <KeyValues
        rows={[
          { key: 'State', value: <RequestStateMark state={detail.state} /> },
          { key: 'What it is for', value: detail.reason },
          {
            key: 'Asked by',
            value: (
              <>
                {detail.requestedBy}, <When at={detail.requestedAt} style="moment" />
              </>
            ),
          },
          {
            key: detail.state === 'open' ? 'Decides' : 'Decided by',
            value: (
              <>
                {detail.approver}
                {detail.decidedAt ? (
                  <>
                    , <When at={detail.decidedAt} style="moment" />
                  </>
                ) : null}
              </>
            ),
          },
          ...(detail.decisionNote ? [{ key: 'Note', value: `“${detail.decisionNote}”` }] : []),
        ]}
      />
      <section className="space-y-2">
        <h3 className="flex flex-wrap items-center gap-2">
          The policy says <AllowedMark allowed={detail.allowed} />
        </h3>
        <ReasonList reasons={today?.reasons ?? atRequest.reasons} label="What each rule says" />
        <p className="text-small text-ink-2">
          {today ? 'By the version in force now.' : 'As it was judged when it was asked for.'}
          {atRequest.policy === null ? '' : ` It was asked for under version ${atRequest.policy}.`}
        </p>
      </section>
      <RequestSteps
        request={{ id: detail.id, name: detail.name, version: detail.version, allowed: detail.allowed === true }}
        mayDecide={detail.waitsForMe}
        mayWithdraw={detail.mine && detail.state === 'open'}
      />
    </div>
  )
}
