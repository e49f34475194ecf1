import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Everything below `app/` that a browser or a client can reach, read from the files: pages, the methods of route
 * handlers, and server actions. What is found here must have a rule in lib/server/route-rules.ts.
 */
export type FoundPage = { path: string; file: string; source: string }
export type FoundRoute = FoundPage & { method: string }
/** `file` is below `app/` when it can be; an action anywhere else is an action all the same. */
export type FoundAction = { file: string; exported: string; source: string }
export type RouteList = { pages: FoundPage[]; routes: FoundRoute[]; actions: FoundAction[]; loading: string[] }

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** `app/(console)/contacts/[id]/page.tsx` is `/contacts/[id]`. */
function addressOf(file: string, root: string): string {
  const parts = path.relative(path.join(root, 'app'), path.dirname(file)).split(path.sep)
  const shown = parts.filter((part) => part !== '' && !/^\(.*\)$/.test(part))
  return `/${shown.join('/')}`
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** Methods a handler answers itself; those of `otherMethods(...)` only say 405. */
function methodsOf(source: string): string[] {
  const answered = source.replace(/export const \{[^}]*\} = otherMethods\([^)]*\)/g, '')
  return METHODS.filter((method) =>
    new RegExp(
      `export (?:async )?(?:const|function) ${method}\\b|\\b(?:as )?${method}\\b,?(?=[^;]*\\}\\s*$)`,
      'm',
    ).test(answered),
  )
}

function actionsOf(file: string, root: string, source: string): FoundAction[] {
  if (!/^\s*['"]use server['"]/m.test(source)) return []
  const names = [...source.matchAll(/^export (?:default )?(?:async )?(?:const|let|function) (\w+)/gm)].map(
    (match) => match[1] ?? '',
  )
  const shown = path.relative(path.join(root, 'app'), file)
  return names.map((exported) => ({ file: shown, exported, source }))
}

export function findRoutes(root = process.cwd()): RouteList {
  const list: RouteList = { pages: [], routes: [], actions: [], loading: [] }
  for (const file of [...filesBelow(path.join(root, 'app')), ...filesBelow(path.join(root, 'lib'))]) {
    const source = readFileSync(file, 'utf8')
    const base = path.basename(file)
    const found = { path: addressOf(file, root), file, source }
    if (base === 'page.tsx') list.pages.push(found)
    if (base === 'loading.tsx') list.loading.push(path.relative(root, file))
    if (base === 'route.ts') list.routes.push(...methodsOf(source).map((method) => ({ ...found, method })))
    list.actions.push(...actionsOf(file, root, source))
  }
  return list
}
