import type { ReactNode } from 'react'
import { PageHead } from '@/components/ui/page-head'
import type { Actor } from '@/lib/server/actor'
import { type SettingsTab, SettingsTabs } from './settings-tabs'

type SettingsFrameProps = {
  actor: Actor
  current: SettingsTab
  /** One sentence: the state. */
  sentence: ReactNode
  title?: ReactNode
  back?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The frame of the parts that are no list: the same head and tabs as the lists have, so that nothing jumps. */
export function SettingsFrame({ actor, current, title = 'Settings', children, ...head }: SettingsFrameProps) {
  return (
    <>
      <PageHead inList title={title} {...head} />
      <SettingsTabs actor={actor} current={current} />
      <div className="max-w-[1320px] px-[22px] pt-5 pb-[60px] max-md:px-3.5">{children}</div>
    </>
  )
}
