'use server'

import { z } from 'zod'
import { searchEverything } from '@/lib/overview/search'
import { memberAction } from '@/lib/server/actions'

/** What the command menu asks while somebody types. */
export const searchAction = memberAction('overview:read')
  .inputSchema(z.string().max(200))
  .action(({ ctx, parsedInput }) => searchEverything(ctx.actor, parsedInput))
