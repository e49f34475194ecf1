'use client'

import { EllipsisVertical } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { useToast } from '@/components/ui/toast'
import { answerOf } from '@/lib/shared/action-answer'
import type { SavedViewListed } from '@/lib/views/schema'
import { changeViewAction, removeViewAction, saveViewAction } from './actions'

type ViewMenuProps = { view: SavedViewListed; room: string; mayShare: boolean; listHref: string }

/** What can be done with the saved view that is shown. */
export function ViewMenu({ view, room, mayShare, listHref }: ViewMenuProps) {
  const router = useRouter()
  const toast = useToast()
  const [, start] = useTransition()
  const say = (text: string, tone: 'done' | 'failed' = 'done') => toast({ text, tone })
  const restore = () =>
    start(async () => {
      const { name, query, shared } = view
      const answer = answerOf(await saveViewAction({ room, name, query, shared }))
      say(answer.ok ? `The view “${name}” is back.` : answer.sentence, answer.ok ? 'done' : 'failed')
    })
  const remove = () =>
    start(async () => {
      const answer = answerOf(await removeViewAction({ id: view.id }))
      if (!answer.ok) return say(answer.sentence, 'failed')
      toast({ text: `The view “${view.name}” was removed.`, action: { label: 'Undo', onSelect: restore } })
      router.push(listHref, { scroll: false })
    })
  const share = () =>
    start(async () => {
      const answer = answerOf(await changeViewAction({ id: view.id, version: view.version, shared: !view.shared }))
      if (!answer.ok) return say(answer.sentence, 'failed')
      say(view.shared ? `Only you see “${view.name}” now.` : `Everybody in this workspace sees “${view.name}” now.`)
    })
  return (
    <Menu
      align="start"
      trigger={
        <IconButton label={`Change the view ${view.name}`}>
          <EllipsisVertical />
        </IconButton>
      }
    >
      {mayShare ? (
        <MenuItem onSelect={share}>{view.shared ? 'Keep to myself' : 'Share with everybody'}</MenuItem>
      ) : null}
      <MenuItem danger onSelect={remove}>
        Remove this view
      </MenuItem>
    </Menu>
  )
}
