import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as open, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'

/** Hands requests to the process that shows pages, and its answers back as they come. */
export type PagesProxy = {
  /** Resolves when the answer has ended, whoever ended it; rejects when there was none. */
  forward(request: IncomingMessage, response: ServerResponse): Promise<void>
  close(): void
}

/** They belong to one connection, and there are two. */
const OF_ONE_CONNECTION = ['connection', 'keep-alive', 'proxy-connection', 'upgrade', 'te', 'trailer', 'expect']

function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  const kept = { ...headers }
  for (const name of names) delete kept[name]
  return kept
}

/** @param socketPath - where the process that shows pages listens. */
export function openPagesProxy(socketPath: string): PagesProxy {
  // Kept open, because a connection that is to end after an answer would be reset while a body is still coming.
  const agent = new Agent({ keepAlive: true })

  function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return new Promise((resolve, reject) => {
      const { method, url: path } = request
      const onward = open({ agent, socketPath, method, path, headers: without(request.headers, OF_ONE_CONNECTION) })
      onward.on('response', (answer) => {
        const headers = without(answer.headers, [...OF_ONE_CONNECTION, 'transfer-encoding'])
        for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value)
        response.writeHead(answer.statusCode ?? 502)
        pipeline(answer, response, () => resolve())
      })
      onward.on('error', (error) => {
        if (!response.headersSent && !response.destroyed) return reject(error)
        response.destroy()
        resolve()
      })
      // Who left does not want the rest: a stream that stays open above all.
      response.on('close', () => {
        onward.destroy()
        resolve()
      })
      request.pipe(onward)
    })
  }

  return { forward, close: () => agent.destroy() }
}
