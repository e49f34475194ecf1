import next from 'next'
import type { Env } from './env'
import { createFront } from './front'
import { closeServer, listen, onShutdown } from './lifecycle'
import { log } from './log'
import { migrate } from './migrate'

/** Starts the parts that HANDRAIL_ROLE names, in the order in which they depend on each other. */
export async function serve(settings: Env): Promise<void> {
  await migrate(settings.databaseUrl)
  const dev = settings.NODE_ENV !== 'production'
  const app = next({ dev, hostname: settings.HOST, port: settings.PORT })
  await app.prepare()
  const page = app.getRequestHandler()
  const server = createFront({
    health: () => false,
    page: (request, response) => page(request, response),
    publicUrl: settings.NEXTAUTH_URL,
    onError: (error) => log.error({ err: error }, 'request failed'),
  })
  const port = await listen(server, settings.PORT, settings.HOST)
  onShutdown([{ name: 'http', run: () => closeServer(server, 3_000) }], {
    limitMs: 10_000,
    onError: (error) => log.error({ err: error }, 'shutdown'),
  })
  process.stdout.write(`Handrail is running at http://localhost:${port}\n`)
}
