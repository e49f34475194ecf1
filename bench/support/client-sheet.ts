import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { openSql, type SqlRow } from '@/lib/server/sql'

export type ClientSheet = { url: string; stop: () => Promise<void> }

/** The same rows, as a client model needs them: all of them, as the texts its cells show. */
async function rowsOf(databaseUrl: string): Promise<Buffer> {
  const sql = openSql(databaseUrl)
  try {
    const rows = await sql.all<SqlRow>(
      `SELECT e."id", e."name", e."kind", e."currentDestination", e."newDestination", e."risk", e."ownerName" AS "owner",
        e."updateDate", CASE WHEN w."number" IS NULL THEN 'no wave' ELSE 'Wave ' || w."number" END AS "wave",
        e."testResult" AS "result", e."moveState" AS "move"
       FROM "EntryPoint" e LEFT JOIN "Wave" w ON w."id" = e."waveId" ORDER BY e."id"`,
      [],
    )
    return gzipSync(JSON.stringify(rows), { level: 6 })
  } finally {
    await sql.close()
  }
}

async function scriptOf(): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: ['bench/peers/client-sheet/sheet.tsx'],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array())
}

const STYLE = `body{margin:0;font:14px sans-serif}main{display:flex;flex-direction:column;height:100vh}
.scroller{flex:1;overflow:auto}.head{position:sticky;top:0;background:#fff;z-index:1}
.row{display:flex;width:1480px}.cell{width:135px;overflow:hidden;white-space:nowrap;line-height:35px}
.cell[role=rowheader]{width:208px}.choose{width:40px}.active{outline:2px solid teal}`
const PAGE = `<!doctype html><title>Client model</title><style>${STYLE}</style><div id="root"></div>
<script type="module" src="/sheet.js"></script>`

/** Serves the peer of `bench/peers/client-sheet` with the rows of this database. */
export async function startClientSheet(databaseUrl: string): Promise<ClientSheet> {
  const files: Record<string, { type: string; body: Buffer }> = {
    '/': { type: 'text/html; charset=utf-8', body: gzipSync(PAGE) },
    '/sheet.js': { type: 'text/javascript', body: await scriptOf() },
    '/rows.json': { type: 'application/json', body: await rowsOf(databaseUrl) },
  }
  const server: Server = createServer((request, response) => {
    const file = files[request.url ?? '/']
    if (!file) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': file.type, 'content-encoding': 'gzip' }).end(file.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
