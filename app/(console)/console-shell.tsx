'use client'

import type { ComponentProps } from 'react'
import { Shell } from '@/components/shell/shell'
import type { SearchHit } from '@/components/shell/use-command-search'
import { searchAction } from './search'

/** Asks the server; a refusal is an error in the menu, not an empty answer. */
async function search(words: string): Promise<readonly SearchHit[]> {
  const answer = await searchAction(words)
  if (!answer?.data) throw new Error('The search was refused.')
  return answer.data
}

/** The frame with what only the console knows: how to search it. */
export function ConsoleShell(props: Omit<ComponentProps<typeof Shell>, 'search'>) {
  return <Shell {...props} search={search} />
}
