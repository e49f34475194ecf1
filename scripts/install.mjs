/** Installs what package-lock.json names, when it is not there yet. Plain JavaScript without dependencies: it runs first. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const OLDEST_NODE = [20, 19]

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [wantedMajor, wantedMinor] = OLDEST_NODE
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  console.error(`Handrail needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`)
  process.exit(1)
}

/** `npm ci` writes this file last, so an installation that was interrupted does not have it. */
function isInstalled(root, stamp, wanted) {
  const finished = path.join(root, 'node_modules/.package-lock.json')
  if (!existsSync(finished)) return false
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wanted
  return statSync(finished).mtimeMs >= statSync(path.join(root, 'package-lock.json')).mtimeMs
}

const FLAGS = ['--no-audit', '--no-fund', '--include=dev']

function npm(root, args, stdio) {
  const fromNpm = process.env.npm_execpath
  const [command, first] = fromNpm?.endsWith('.js') ? [process.execPath, [fromNpm]] : ['npm', []]
  return spawnSync(command, [...first, ...args, ...FLAGS], { cwd: root, stdio }).status === 0
}

/**
 * `npm ci` where it can be used. It refuses a lock file that does not name the optional packages of every platform, and
 * a company's mirror often carries its own platform only; `npm install` then takes the same locked versions.
 */
function install(root) {
  return npm(root, ['ci'], ['ignore', 'inherit', 'ignore']) || npm(root, ['install', '--no-save'], 'inherit')
}

/** Ends the process with a sentence when it cannot be done. Development packages too: they write the Prisma clients. */
export function ensureInstalled(root) {
  checkNode()
  const stamp = path.join(root, 'node_modules/.handrail-lock')
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  if (!isInstalled(root, stamp, wanted)) {
    console.log('Installing the packages Handrail needs (a few minutes on the first start).')
    if (!install(root)) {
      console.error('The packages could not be installed. The lines above say why; run the same command again.')
      process.exit(1)
    }
  }
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) writeFileSync(stamp, wanted)
}
