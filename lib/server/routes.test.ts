import { describe, expect, test } from 'vitest'
import { API_CALLS } from '@/lib/api/registry'
import { ACTION_RULES } from './action-rules'
import { PAGE_RULES, ROUTE_RULES, type Rule } from './route-rules'
import { findRoutes } from './testing/route-list'

/** What lib/server/route-rules.ts says, against what the files ask for. */
const found = findRoutes()
const actionKey = (file: string, exported: string) => `${file} ${exported}`
const actionRules: Record<string, Rule> = Object.fromEntries(
  Object.entries(ACTION_RULES).flatMap(([file, rules]) =>
    Object.entries(rules).map(([exported, rule]) => [actionKey(file, exported), rule]),
  ),
)
const isApi = (path: string) => path.startsWith('/api/v1')

describe('everything has a rule, and every rule is about something', () => {
  test('pages', () => {
    expect(Object.keys(PAGE_RULES).sort()).toEqual(found.pages.map((page) => page.path).sort())
  })

  test('route handlers', () => {
    const routes = found.routes.filter((route) => !isApi(route.path)).map((route) => `${route.method} ${route.path}`)
    expect(Object.keys(ROUTE_RULES).sort()).toEqual(routes.sort())
  })

  test('server actions', () => {
    const actions = found.actions.map(({ file, exported }) => actionKey(file, exported))
    expect(Object.keys(actionRules).sort()).toEqual(actions.sort())
  })

  test('calls of the API are in its registry', () => {
    const described = API_CALLS.map((call) => `${call.method} /api/v1${call.path.replaceAll(/\{(\w+)\}/g, '[$1]')}`)
    const catchAll = '/api/v1/[[...path]]'
    const routes = found.routes.filter((route) => isApi(route.path) && route.path !== catchAll)
    expect(routes.map((route) => `${route.method} ${route.path}`).sort()).toEqual(described.sort())
  })
})

describe('the code asks for what the rule says', () => {
  test.each(found.pages.map((page) => [page.path, page.source] as const))('page %s', (path, source) => {
    const asked = [...source.matchAll(/requireActor\(\s*'([^']+)'/g)].map((match) => match[1])
    expect(asked).toEqual(PAGE_RULES[path] === 'public' ? [] : [PAGE_RULES[path]])
  })

  const handlers = found.routes.filter((route) => !isApi(route.path))
  test.each(handlers.map((route) => [route.method, route.path, route.source] as const))(
    'route %s %s',
    (method, path, source) => {
      const asked = new RegExp(`export const ${method} = memberRoute(?:<[^(]*>)?\\(\\s*'([^']+)'`).exec(source)?.[1]
      expect(asked ?? 'public').toBe(ROUTE_RULES[`${method} ${path}`])
    },
  )

  test.each(found.actions.map(({ file, exported, source }) => [file, exported, source] as const))(
    'action %s %s',
    (file, exported, source) => {
      const asked = new RegExp(`export const ${exported} = (memberAction|publicAction)\\((?:\\s*'([^']+)')?`).exec(
        source,
      )
      // A function without one of the two clients would be an endpoint without an origin check.
      expect(asked?.[1]).toBeDefined()
      const rule = actionRules[actionKey(file, exported)]
      expect(asked?.[2] ?? 'public').toBe(rule)
    },
  )
})

test('no page of the console streams before it has asked: a loading.tsx answers 200 to everybody', () => {
  expect(found.loading.filter((file) => file.startsWith('app/(console)'))).toEqual([])
})
