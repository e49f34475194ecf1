import { register } from 'node:module'

/**
 * `node --import` this file, and server.mjs finds a Next.js that has no pages: the whole process (receiver, health,
 * worker beside it) without a build of the pages, which the tests come before.
 */
const pages = `export default () => ({
  prepare: async () => undefined,
  getRequestHandler: () => (request, response) => response.writeHead(404).end(),
})`

const hooks = `export async function resolve(specifier, context, next) {
  if (specifier !== 'next') return next(specifier, context)
  return { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(pages)}`)}, shortCircuit: true }
}`

register(`data:text/javascript,${encodeURIComponent(hooks)}`)
