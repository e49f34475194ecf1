import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type GraphWorld = {
  /** Tokens that may manage the numbers below. */
  tokens: Set<string>
  /** What each phone number id holds. */
  numbers: Map<string, { username: string; status: string } | null>
  /** Names that are refused, with Meta's code. */
  refused: Map<string, number>
  suggestions: string[]
  /** The next answers, before everything else: an HTTP status with a body, or silence. */
  next: ({ status: number; body: string; headers?: Record<string, string> } | 'silence')[]
  /** Every call, as "POST /v23.0/1065/username". */
  calls: string[]
}

export type GraphServer = { baseUrl: string; world: GraphWorld; stop: () => Promise<void> }

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

/** An error as the Graph API words it; the trace id is invented. */
function refuse(response: ServerResponse, code: number, status = 400): void {
  const error = { message: `(#${code}) Refused for 447700900118`, type: 'OAuthException', code, fbtrace_id: 'A1' }
  answer(response, status, { error })
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}

/** What a claim does to the world; the code of the refusal, or null when it went through. */
function claim(world: GraphWorld, asked: { id: string; text: string }): number | null {
  const { username, transfer_action: action } = JSON.parse(asked.text) as Record<string, string>
  const name = String(username)
  const code = world.refused.get(name)
  if (code !== undefined) return code
  if (!/^[a-z0-9._]{3,35}$/.test(name)) return 100
  const holder = [...world.numbers].find(([id, held]) => id !== asked.id && held?.username === name)
  if (holder && action !== 'force_transfer') return 147005
  if (holder) world.numbers.set(holder[0], null)
  world.numbers.set(asked.id, { username: name, status: 'reserved' })
  return null
}

/** A server that behaves like the username calls of the Graph API [BSUID], on a port of its own. */
export async function startGraphServer(port = 0): Promise<GraphServer> {
  const world: GraphWorld = {
    ...{ tokens: new Set(['graph-token']), numbers: new Map(), refused: new Map() },
    ...{ suggestions: [], next: [], calls: [] },
  }
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request
    world.calls.push(`${method} ${url}`)
    const text = await textOf(request)
    const forced = world.next.shift()
    if (forced === 'silence') return
    if (forced) return void response.writeHead(forced.status, forced.headers).end(forced.body)
    const [, , id = '', edge] = url.split('/')
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    if (!world.tokens.has(token)) return refuse(response, 190, 401)
    const held = world.numbers.get(id)
    if (held === undefined) return refuse(response, 33)
    if (edge === 'username_suggestions') {
      return answer(response, 200, { data: [{ username_suggestions: world.suggestions }] })
    }
    if (method === 'POST') {
      const code = claim(world, { id, text })
      return code === null ? answer(response, 200, { status: 'reserved' }) : refuse(response, code)
    }
    if (method === 'DELETE') {
      world.numbers.set(id, null)
      return answer(response, 200, { success: true })
    }
    answer(response, 200, held ?? {})
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v23.0`,
    world,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
