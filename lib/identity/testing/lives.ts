import fc from 'fast-check'
import { ABROAD, change, message, SALES, type Sent, SUPPORT, status } from './world'

/**
 * Generated lives: people who write, hide their phone, change number, get new BSUIDs, take usernames, and are seen in two
 * portfolios; and, when asked for, numbers that pass from one person to another. Every update knows whose it is, which the
 * resolver is never told.
 */
export type LifeEvent = { person: number; update: Sent }

export type LifeStep =
  | { kind: 'write'; shows: 'both' | 'bsuid' | 'phone'; number: 0 | 1 | 2; named: boolean }
  | { kind: 'change-number'; form: 'bsuids' | 'bsuids-and-from' | 'oldest' }
  | { kind: 'rotate' }
  | { kind: 'take-over' }
  | { kind: 'register-used' }
  | { kind: 'rename' }
  | { kind: 'take-name' }
  | { kind: 'reply'; number: 0 | 1 | 2; states: ReplyState[] }

type ReplyState = 'sent' | 'delivered' | 'read' | 'failed'

export type LivesOptions = {
  /** Payloads without a BSUID, and number changes that name none, exist only before April 2026. */
  oldShapes: boolean
  /** A left number may be taken over by the next person. */
  recycled: boolean
  twoPortfolios: boolean
  /** Somebody else may register a number that is in use; nothing tells that its owner has lost it. */
  shared?: boolean
  /** People take new usernames, and names that others have given up. */
  renames?: boolean
  /** The business answers, and statuses tell how far each answer came. */
  replies?: boolean
}

const NUMBERS = [SUPPORT, SALES, ABROAD] as const

const replyStates = fc.constantFrom<ReplyState[]>(
  ['sent'],
  ['sent', 'delivered'],
  ['sent', 'delivered', 'read'],
  ['sent', 'failed'],
)

const RENAMES: LifeStep[] = [{ kind: 'rename' }, { kind: 'take-name' }]

function stepArbitrary(options: LivesOptions): fc.Arbitrary<LifeStep> {
  const shows = options.oldShapes ? (['both', 'bsuid', 'phone'] as const) : (['both', 'bsuid'] as const)
  const forms = options.oldShapes
    ? (['bsuids', 'bsuids-and-from', 'oldest'] as const)
    : (['bsuids', 'bsuids-and-from'] as const)
  const number = options.twoPortfolios
    ? fc.constantFrom(0 as const, 1 as const, 2 as const)
    : fc.constantFrom(0 as const, 1 as const)
  const write: fc.Arbitrary<LifeStep> = fc.record({
    kind: fc.constant('write' as const),
    shows: fc.constantFrom(...shows),
    number,
    named: fc.boolean(),
  })
  const changed: fc.Arbitrary<LifeStep> = fc.record({
    kind: fc.constant('change-number' as const),
    form: fc.constantFrom(...forms),
  })
  const rotate: fc.Arbitrary<LifeStep> = fc.constant({ kind: 'rotate' })
  const takeOver: fc.Arbitrary<LifeStep> = fc.constant({ kind: 'take-over' })
  const reply: fc.Arbitrary<LifeStep> = fc.record({ kind: fc.constant('reply' as const), number, states: replyStates })
  return fc.oneof(
    { weight: 6, arbitrary: write },
    { weight: 2, arbitrary: changed },
    { weight: 1, arbitrary: rotate },
    ...(options.recycled ? [{ weight: 2, arbitrary: takeOver }] : []),
    ...(options.shared ? [{ weight: 1, arbitrary: fc.constant<LifeStep>({ kind: 'register-used' }) }] : []),
    ...(options.renames ? [{ weight: 2, arbitrary: fc.constantFrom(...RENAMES) }] : []),
    ...(options.replies ? [{ weight: 3, arbitrary: reply }] : []),
  )
}

export function livesArbitrary(options: LivesOptions): fc.Arbitrary<LifeEvent[]> {
  const life = fc.array(stepArbitrary(options), { minLength: 1, maxLength: 9 })
  return fc.array(life, { minLength: 1, maxLength: 4 }).map((lives) => liveThem(lives))
}

type State = { phone: number; account: number; name: string; names: number; seenIn: Set<string> }

/** Plays the lives one step of each person after the other, so that they overlap in time. */
function liveThem(lives: LifeStep[][]): LifeEvent[] {
  const freePhones: number[] = []
  const freeNames: string[] = []
  let phones = 0
  const nextPhone = () => {
    phones += 1
    return phones
  }
  const states = lives.map(
    (_life, person): State => ({
      phone: nextPhone(),
      account: 1,
      name: `name.p${person}`,
      names: 0,
      seenIn: new Set(),
    }),
  )
  const events: LifeEvent[] = []
  let at = 0
  const longest = Math.max(...lives.map((life) => life.length))
  for (let turn = 0; turn < longest; turn += 1) {
    for (const [person, life] of lives.entries()) {
      const step = life[turn]
      const state = states[person]
      if (!step || !state) continue
      at += 10
      const neighbour = states[(person + 1) % states.length]
      events.push(...play(step, { person, state, neighbour, at, freePhones, freeNames, nextPhone }))
    }
  }
  return events
}

type Scene = {
  person: number
  state: State
  /** Somebody else, when there is anybody. */
  neighbour?: State
  at: number
  freePhones: number[]
  freeNames: string[]
  nextPhone: () => number
}

function phoneOf(index: number): string {
  return `447700900${String(index).padStart(3, '0')}`
}

/** A BSUID is of one account of one person in one portfolio. */
function bsuidOf({ person, state }: Scene, portfolio: string): string {
  return `GB.p${person}a${state.account}${portfolio}`
}

function portfolioOf(number: string): string {
  return number === ABROAD ? 'x' : 'h'
}

function play(step: LifeStep, scene: Scene): LifeEvent[] {
  const { person, state, at } = scene
  switch (step.kind) {
    case 'write': {
      const number = NUMBERS[step.number]
      const portfolio = portfolioOf(number)
      state.seenIn.add(portfolio)
      const who = {
        phone: step.shows === 'bsuid' ? undefined : phoneOf(state.phone),
        bsuid: step.shows === 'phone' ? undefined : bsuidOf(scene, portfolio),
        username: step.named ? state.name : undefined,
      }
      return [{ person, update: message(who, { at, number }) }]
    }
    case 'register-used':
      return registerUsed(scene)
    case 'reply':
      return reply(step, scene)
    case 'rename':
      state.names += 1
      return takeName(`name.p${person}n${state.names}`, scene)
    case 'take-name':
      return takeName(scene.freeNames.shift() ?? state.name, scene)
    case 'rotate':
      return moveAccount(scene, { form: 'user_changed_user_id', newPhone: state.phone, shape: 'bsuids' })
    case 'change-number': {
      const events = moveAccount(scene, { form: 'user_changed_number', newPhone: scene.nextPhone(), shape: step.form })
      return events
    }
    case 'take-over': {
      const left = scene.freePhones.shift()
      if (left === undefined) return []
      return moveAccount(scene, { form: 'user_changed_number', newPhone: left, shape: 'bsuids-and-from' })
    }
  }
}

/** A shared phone: the new account there says nothing of the one before, and its owner starts anew with another phone. */
function registerUsed({ state, neighbour, nextPhone }: Scene): LifeEvent[] {
  if (!neighbour || neighbour === state) return []
  for (const [who, phone] of [
    [state, neighbour.phone],
    [neighbour, nextPhone()],
  ] as const) {
    who.phone = phone
    who.account += 1
  }
  return []
}

/** No webhook tells of a new username: the next message shows it. */
function takeName(name: string, { state, freeNames }: Scene): LifeEvent[] {
  if (name !== state.name) freeNames.push(state.name)
  state.name = name
  return []
}

/** A reply goes to somebody who wrote in that portfolio before; a failure names nobody, only the message. */
function reply(step: Extract<LifeStep, { kind: 'reply' }>, scene: Scene): LifeEvent[] {
  const { person, state, at } = scene
  const number = NUMBERS[step.number]
  const portfolio = portfolioOf(number)
  if (!state.seenIn.has(portfolio)) return []
  const wamid = `wamid.reply${at}p${person}`
  return step.states.map((next, i) => {
    const to = next === 'failed' ? {} : { bsuid: bsuidOf(scene, portfolio) }
    return { person, update: status(to, { wamid, status: next, number, at: at + i }) }
  })
}

type Move = {
  form: 'user_changed_user_id' | 'user_changed_number'
  newPhone: number
  shape: 'bsuids' | 'bsuids-and-from' | 'oldest'
}

/** A new account, told to every portfolio that has met the person. */
function moveAccount(scene: Scene, { form, newPhone, shape }: Move): LifeEvent[] {
  const { person, state, at } = scene
  const before = { ...scene, state: { ...state } }
  const oldPhone = phoneOf(state.phone)
  const moved = newPhone !== state.phone
  if (moved) scene.freePhones.push(state.phone)
  state.account += 1
  state.phone = newPhone
  return [...state.seenIn].map((portfolio) => {
    const number = portfolio === 'x' ? ABROAD : SUPPORT
    const withBsuids = shape !== 'oldest'
    const next = {
      phone: moved ? phoneOf(newPhone) : undefined,
      bsuid: withBsuids ? bsuidOf(scene, portfolio) : undefined,
    }
    const from = {
      phone: moved && shape !== 'bsuids' ? oldPhone : undefined,
      bsuid: withBsuids ? bsuidOf(before, portfolio) : undefined,
    }
    return { person, update: change(next, { at, number, form, from }) }
  })
}
