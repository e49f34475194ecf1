import { State } from '@/components/ui/state'
import { stateWords } from '@/lib/handles/words'

export function HandleState({ state }: { state: string }) {
  const { word, shape } = stateWords(state)
  return <State kind={shape}>{word.charAt(0).toLowerCase() + word.slice(1)}</State>
}
