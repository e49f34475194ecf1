import type { z } from 'zod'
import { createUser, createUserSchema } from '../members/create-user'
import { createToken } from '../members/tokens'
import { db } from '../server/db'
import { setUpConnection } from '../settings/create-connection'
import { createNumber } from '../settings/create-number'
import { createPortfolio } from '../settings/create-portfolio'
import { createWorkspace } from '../settings/create-workspace'
import { connectionSchema, numberSchema, workspaceSchema } from '../settings/schema'
import type { Failure } from '../shared/result'
import { sentenceFor } from '../shared/sentences'
import { type Command, type Output, UsageError } from './command'
import { workspaceOf } from './workspace-of'

/** Checks what was typed against the same shape the screens use. */
function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new UsageError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' '))
}

function refuse(output: Output, failure: Failure): number {
  output.err(sentenceFor(failure.code, failure.details))
  return 1
}

const list = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

export const workspaceCreate: Command = {
  summary:
    'Makes an empty workspace and prints its id. With --test it is for the lab: it must never hold real customers.',
  required: ['name'],
  optional: ['zone'],
  flags: ['test'],
  needsDatabase: true,
  async run(given, output) {
    const input = check(workspaceSchema, {
      name: given.option('name'),
      zone: given.has('zone') ? given.option('zone') : undefined,
    })
    const made = await createWorkspace({ ...input, isTest: given.flag('test') })
    if (!made.ok) return refuse(output, made)
    output.out(made.value.id)
    return 0
  },
}

export const userCreate: Command = {
  summary: 'Makes a person who can sign in, or adds roles in another workspace, and prints the e-mail.',
  required: ['email', 'password', 'roles', 'workspace'],
  optional: ['name'],
  needsDatabase: true,
  async run(given, output) {
    const actor = await workspaceOf(given)
    const input = check(createUserSchema, {
      email: given.option('email'),
      password: given.option('password'),
      roles: list(given.option('roles')),
      name: given.has('name') ? given.option('name') : undefined,
    })
    const made = await createUser(actor, input)
    if (!made.ok) return refuse(output, made)
    output.out(input.email)
    return 0
  },
}

export const tokenCreate: Command = {
  summary: 'Makes an API token and prints it; it is not shown again. Scopes are permissions, or * for all.',
  required: ['workspace', 'scopes', 'name'],
  needsDatabase: true,
  async run(given, output) {
    const actor = await workspaceOf(given)
    const made = await createToken(actor, { name: given.option('name'), scopes: list(given.option('scopes')) })
    if (!made.ok) return refuse(output, made)
    output.out(made.value.token)
    return 0
  },
}

export const connectionCreate: Command = {
  summary:
    'Makes a connection, with its portfolio and number when they are new, and prints the key of its webhook address.',
  required: ['workspace', 'portfolio', 'phone-number-id', 'display-number', 'waba', 'secret', 'verify-token'],
  needsDatabase: true,
  async run(given, output) {
    const actor = await workspaceOf(given)
    const number = check(numberSchema.omit({ portfolioId: true, connectionId: true, label: true }), {
      phoneNumberId: given.option('phone-number-id'),
      displayNumber: given.option('display-number'),
      wabaId: given.option('waba'),
    })
    const secrets = check(connectionSchema.pick({ secret: true, verifyToken: true }), {
      secret: given.option('secret'),
      verifyToken: given.option('verify-token'),
    })
    const made = await setUpConnection(actor, { portfolio: given.option('portfolio'), ...number, ...secrets })
    if (!made.ok) return refuse(output, made)
    output.out(made.value.key)
    return 0
  },
}

export const numberCreate: Command = {
  summary: 'Adds a number to a portfolio, which is made when new, and prints its id.',
  required: ['workspace', 'portfolio', 'phone-number-id', 'display-number', 'waba'],
  optional: ['label'],
  needsDatabase: true,
  async run(given, output) {
    const actor = await workspaceOf(given)
    const { workspaceId } = actor
    const name = given.option('portfolio')
    const known = await db.portfolio.findFirst({ where: { workspaceId, OR: [{ id: name }, { name }] } })
    const portfolio = known ? { ok: true as const, value: known } : await createPortfolio(actor, { name })
    if (!portfolio.ok) return refuse(output, portfolio)
    const input = check(numberSchema, {
      portfolioId: portfolio.value.id,
      phoneNumberId: given.option('phone-number-id'),
      displayNumber: given.option('display-number'),
      wabaId: given.option('waba'),
      label: given.has('label') ? given.option('label') : undefined,
    })
    const made = await createNumber(actor, input)
    if (!made.ok) return refuse(output, made)
    output.out(made.value.id)
    return 0
  },
}
