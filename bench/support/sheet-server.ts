import { median } from '../harness'

export type ServerTimes = {
  /** Every answer, in ms. */
  all: number[]
  /** Page 1 and page 10,000, in turns; each value is the median over the orders of one round. */
  first: number[]
  last: number[]
  /** The slowest answers, for whoever wants to make them faster. */
  slowest: string[]
}

const ROUNDS = 15
const PAGE = 5
const SORTS = ['name', 'kind', 'owner', 'updateDate', 'wave', 'result'] as const
const FILTERS = ['', 'risk=printed', 'kind=ad,invoice', 'wave=none', 'lacks=owner', 'q=ilkley', 'result=wrong'] as const

/** Asks for parts of the sheet as the browser does: every order, every filter, from its beginning, middle and end. */
export async function timeServer(url: string, cookie: string, rows: number): Promise<ServerTimes> {
  const times: ServerTimes = { all: [], first: [], last: [], slowest: [] }
  const seen: { ms: number; path: string }[] = []
  const ask = async (query: string, from: number, take: number): Promise<number> => {
    const path = `/entry-points/rows?${query}&from=${from}&take=${take}`
    const start = performance.now()
    const answer = await fetch(`${url}${path}`, { headers: { cookie } })
    await answer.arrayBuffer()
    const ms = performance.now() - start
    if (answer.status !== 200) throw new Error(`${path} was answered ${answer.status}`)
    seen.push({ ms, path })
    return ms
  }
  for (const sort of SORTS) {
    for (const filter of FILTERS) {
      for (const from of [0, 400, 3_000]) times.all.push(await ask(`sort=${sort}&${filter}`, from, 100))
    }
    for (const from of [rows / 2, rows - 100]) times.all.push(await ask(`sort=${sort}`, from, 100))
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const turn = { first: [] as number[], last: [] as number[] }
    for (const sort of SORTS) {
      const order = round % 2 === 0 ? (['first', 'last'] as const) : (['last', 'first'] as const)
      for (const end of order) turn[end].push(await ask(`sort=${sort}`, end === 'first' ? 0 : rows - PAGE, PAGE))
    }
    times.first.push(median(turn.first))
    times.last.push(median(turn.last))
  }
  times.slowest = seen
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 12)
    .map(({ ms, path }) => `${Math.round(ms)} ms ${path}`)
  return times
}
