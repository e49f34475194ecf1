import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Received = { body: string; signature: string; delivery: string }

export type Receiver = {
  port: number
  url: string
  received: Received[]
  answer: (status: number) => void
  stop: () => Promise<void>
}

/** A system that wants to be told: keeps what it is sent and answers as a test says. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let status = 200
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({
        body: Buffer.concat(parts).toString('utf8'),
        signature: String(request.headers['handrail-signature'] ?? ''),
        delivery: String(request.headers['handrail-delivery'] ?? ''),
      })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...{ port, url: `http://127.0.0.1:${port}/hook?key=abc`, received },
    answer(next) {
      status = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
