/** The rollout in one line, when there is one to tell. Pure: counts in, sentences out. */
export type RolloutFacts = {
  current: {
    number: number
    state: 'releasing' | 'verifying' | 'done'
    rollingBack: boolean
    total: number
    toMove: number
    proven: number
    unwalked: number
  } | null
  next: { number: number; state: 'planned' | 'ready'; closedGates: number; startsAt: Date | null } | null
}

export type RolloutHeadline = {
  title: string
  sentence: string
  /** The moment the window opens, when that is what people wait for. */
  opensAt: Date | null
}

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`

function currentLine(current: NonNullable<RolloutFacts['current']>): RolloutHeadline {
  const { number, state, rollingBack, total, toMove, proven, unwalked } = current
  if (rollingBack) {
    const left = unwalked === 0 ? 'Every entry point was walked.' : `${count(unwalked, 'entry point')} left to walk.`
    return { title: `Wave ${number} is being rolled back`, sentence: left, opensAt: null }
  }
  if (state === 'releasing') {
    const sentence = `${total - toMove} of ${count(total, 'entry point')} moved.`
    return { title: `Wave ${number} is going out`, sentence, opensAt: null }
  }
  const sentence = `${proven} of ${count(total, 'entry point')} clicked or scanned since the move.`
  return { title: `Wave ${number} is being verified`, sentence, opensAt: null }
}

/** Null while no wave is planned, and when the next one is far from ready: then the headline of the rest counts. */
export function rolloutHeadline({ current, next }: RolloutFacts): RolloutHeadline | null {
  if (current) return currentLine(current)
  if (!next) return null
  if (next.closedGates > 0) {
    const sentence = `${count(next.closedGates, 'gate is', 'gates are')} not open.`
    return { title: `Wave ${next.number} cannot go out yet`, sentence, opensAt: next.startsAt }
  }
  if (next.state !== 'ready') return null
  return { title: `Wave ${next.number} is ready to go out`, sentence: 'Every gate is open.', opensAt: next.startsAt }
}
