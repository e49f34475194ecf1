'use client'

import { Plus, RefreshCw } from 'lucide-react'
import { useState, useTransition } from 'react'
import { ConfirmDialog, type ConfirmOutcome } from '@/components/form/confirm-dialog'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { useToast } from '@/components/ui/toast'
import { When } from '@/components/ui/when'
import type { DecisionView } from '@/lib/handles/decision-view'
import { META_WORDS } from '@/lib/handles/words'
import { type ActionFailure, answerOf } from '@/lib/shared/action-answer'
import { addCandidateAction, askMetaAction, claimNameAction, releaseNameAction, suggestNamesAction } from './actions'

const HELD_BY_OTHER = 147005

type AtMetaProps = { decision: DecisionView; numberId: string; mayWrite: boolean; maySetToken: boolean }

/** What WhatsApp says about the number, and what can be asked of it. */
export function AtMeta({ decision, numberId, mayWrite, maySetToken }: AtMetaProps) {
  const { meta } = decision
  const words = META_WORDS[meta.state]
  return (
    <Panel id="meta" title="At WhatsApp" aside={meta.checkedAt ? <When at={meta.checkedAt} /> : 'never heard'}>
      <div className="space-y-3">
        <p className="flex flex-wrap items-center gap-x-2 text-control">
          <State kind={words?.shape ?? 'unverifiable'}>{words?.word ?? meta.state}</State>
          {meta.name ? <span className="machine">@{meta.name}</span> : null}
        </p>
        {meta.strange ? (
          <Notice tone="problem" title="WhatsApp shows another name than ours.">
            The number holds @{meta.strange} there, and @{decision.approvedName} was signed off. Somebody changed it in
            WhatsApp Manager, or Meta did. Links with our name do not reach this number.
          </Notice>
        ) : null}
        {meta.problem ? <Notice tone="careful">{meta.problem}</Notice> : null}
        {meta.hasToken ? null : <NoToken maySetToken={maySetToken} />}
        {meta.hasToken && mayWrite ? <Asking decision={decision} numberId={numberId} /> : null}
      </div>
    </Panel>
  )
}

function NoToken({ maySetToken }: { maySetToken: boolean }) {
  return (
    <p className="text-small text-ink-2">
      Webhooks about usernames keep this current. With an access token of the portfolio Handrail can also ask, reserve
      and give up names
      {maySetToken ? (
        <>
          : <TextLink href="/settings/numbers">enter one in Settings</TextLink>.
        </>
      ) : (
        '; a developer or admin enters it in Settings.'
      )}
    </p>
  )
}

function Asking({ decision, numberId }: { decision: DecisionView; numberId: string }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  const [offered, setOffered] = useState<string[] | null>(null)
  const failed = (sentence: string) => toast({ tone: 'failed', text: sentence })
  const ask = () =>
    start(async () => {
      const answer = answerOf(await askMetaAction({ numberId }).catch(() => undefined))
      if (!answer.ok) return failed(answer.sentence)
      toast({
        text: answer.value.username ? `The number holds @${answer.value.username}.` : 'The number holds no name.',
      })
    })
  const suggest = () =>
    start(async () => {
      const answer = answerOf(await suggestNamesAction({ numberId }).catch(() => undefined))
      if (!answer.ok) return failed(answer.sentence)
      setOffered(answer.value)
    })
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Reserve decision={decision} />
        <Button size="sm" icon={<RefreshCw />} pending={pending} onClick={ask}>
          Ask now
        </Button>
        <Button size="sm" variant="ghost" pending={pending} onClick={suggest}>
          Names Meta suggests
        </Button>
        <Release decision={decision} />
      </div>
      {offered ? <Offered names={offered} decision={decision} /> : null}
    </>
  )
}

/** The name that was signed off, asked for; where another number of ours holds it, by force after a second question. */
function Reserve({ decision }: { decision: DecisionView }) {
  const toast = useToast()
  const [held, setHeld] = useState(false)
  const { id: handleId, version, approvedName, state, meta } = decision
  const holds = meta.name === approvedName && (meta.state === 'reserved' || meta.state === 'approved')
  if (!approvedName || holds || state === 'deciding') return null
  async function claim(force: boolean): Promise<ConfirmOutcome> {
    const answer = answerOf(await claimNameAction({ handleId, version, force }).catch(() => undefined))
    if (!answer.ok) {
      setHeld(isHeldByOther(answer))
      return { ok: false, message: answer.sentence }
    }
    toast({ text: `@${approvedName} is ${answer.value.status === 'approved' ? 'live' : 'reserved'}.` })
    return { ok: true }
  }
  return (
    <>
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="primary">
            Reserve @{approvedName}
          </Button>
        }
        title={`Reserve @${approvedName} at WhatsApp`}
        confirmLabel="Reserve"
        onConfirm={() => claim(false)}
      >
        WhatsApp holds the name for this number from now on. It becomes visible when Meta has approved it. The business
        number stays visible beside it.
      </ConfirmDialog>
      {held ? (
        <ConfirmDialog
          danger
          trigger={
            <Button size="sm" variant="danger-quiet">
              Take it from our other number
            </Button>
          }
          title={`Take @${approvedName} from our other number`}
          confirmLabel="Take it"
          onConfirm={() => claim(true)}
        >
          The other number loses the name at once, and every link with it leads here instead. Its handle decision is
          told by Meta.
        </ConfirmDialog>
      ) : null}
    </>
  )
}

function isHeldByOther({ code, details }: ActionFailure): boolean {
  return code === 'graph-refused' && details?.metaCode === HELD_BY_OTHER
}

function Release({ decision: { id: handleId, version, meta } }: { decision: DecisionView }) {
  const toast = useToast()
  if (!meta.name || (meta.state !== 'reserved' && meta.state !== 'approved')) return null
  return (
    <ConfirmDialog
      danger
      trigger={
        <Button size="sm" variant="danger-quiet">
          Give @{meta.name} up
        </Button>
      }
      title={`Give @${meta.name} up`}
      confirmLabel="Give it up"
      onConfirm={async () => {
        const answer = answerOf(await releaseNameAction({ handleId, version }).catch(() => undefined))
        if (!answer.ok) return { ok: false, message: answer.sentence }
        toast({ text: `@${meta.name} was given up.` })
        return { ok: true }
      }}
    >
      Links and printed codes with this name stop reaching the number at once. Anybody in the world may claim the name
      afterwards, and then they reach whoever has it. This cannot be undone from here.
    </ConfirmDialog>
  )
}

function Offered({ names, decision: { id: handleId, candidates } }: { names: string[]; decision: DecisionView }) {
  const toast = useToast()
  const [pending, start] = useTransition()
  if (names.length === 0) return <p className="text-small text-ink-2">Meta suggests nothing for this number.</p>
  const propose = (name: string) =>
    start(async () => {
      const answer = answerOf(await addCandidateAction({ handleId, name }).catch(() => undefined))
      toast(answer.ok ? { text: `@${name} is on the list.` } : { tone: 'failed', text: answer.sentence })
    })
  return (
    <ul aria-label="Names Meta suggests" className="divide-y divide-line border-y border-line">
      {names.map((name) => (
        <li key={name} className="flex items-center justify-between gap-2 py-1.5">
          <span className="machine">@{name}</span>
          {candidates.some((one) => one.name === name) ? (
            <span className="text-small text-ink-2">on the list</span>
          ) : (
            <Button
              size="sm"
              variant="ghost"
              icon={<Plus />}
              pending={pending}
              aria-label={`Propose @${name}`}
              onClick={() => propose(name)}
            >
              Propose
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
