import type { Kind, MoveState, Risk, TestResult } from '@/lib/entry-points/kinds'
import { PLANS, type Plan } from './entry-point-plans'

/** 120 places of every kind where customers of Larkmoss start a conversation, in the middle of being moved. */
export type DemoEntryPoint = {
  name: string
  kind: Kind
  location: string
  currentDestination: string
  newDestination: string
  risk: Risk
  wave: 1 | 2 | 3 | 4 | undefined
  ownerEmail: string | undefined
  /** Days from today to the update date. */
  inDays: number | undefined
  rollbackPath: string | undefined
  moveState: MoveState
  testResult: TestResult
  testMessage: string | undefined
  leadDays: number | undefined
}

const DAYS: Record<1 | 2 | 3 | 4, number> = { 1: -11, 2: 0, 3: 8, 4: 21 }

/** Wave 1 is done, wave 2 is being released, the rest waits. */
function progress(plan: Plan, i: number): Pick<DemoEntryPoint, 'moveState' | 'testResult' | 'testMessage'> {
  if (plan.kind === 'qr_code' && i < 2) return { moveState: 'stays', testResult: 'right', testMessage: undefined }
  if (plan.wave === 1) return { moveState: 'moved', testResult: 'right', testMessage: undefined }
  if (plan.wave !== 2) return { moveState: 'not_moved', testResult: 'not_checked', testMessage: undefined }
  if (i % 9 === 6)
    return {
      moveState: 'moved',
      testResult: 'wrong',
      testMessage: `Still reaches ${plan.from.replace('https://', '')}.`,
    }
  if (i % 11 === 7)
    return {
      moveState: 'moved',
      testResult: 'unverifiable',
      testMessage: 'The site answered 403, so the link could not be read.',
    }
  if (plan.kind === 'sales_deck' && i === 0)
    return { moveState: 'moved', testResult: 'attested', testMessage: 'Attested without a photo.' }
  return i % 3 === 2
    ? { moveState: 'not_moved', testResult: 'not_checked', testMessage: undefined }
    : { moveState: 'moved', testResult: 'right', testMessage: undefined }
}

function rollback(plan: Plan, i: number): string | undefined {
  if (plan.risk === 'digital_critical')
    return i % 7 === 3 ? undefined : 'Publish the previous version from the CMS history; 5 minutes.'
  if (plan.risk === 'paid') return 'Switch the ad set back to its saved copy.'
  return undefined
}

/** Days a printer needs. The first bag needs longer than is left: a deadline that has passed, for somebody to find. */
function leadDays(plan: Plan, i: number): number | undefined {
  if (plan.risk !== 'printed') return undefined
  return plan.kind === 'packaging' && i === 0 ? 28 : 14
}

export function demoEntryPoints(): DemoEntryPoint[] {
  return PLANS.flatMap((plan) =>
    plan.names.map((name, i) => ({
      name,
      kind: plan.kind,
      location: plan.where,
      currentDestination: plan.from,
      newDestination: plan.to,
      risk: plan.risk,
      wave: plan.kind === 'qr_code' && i < 2 ? undefined : plan.wave,
      ownerEmail: plan.owner,
      inDays: plan.wave ? DAYS[plan.wave] + (i % 4) : undefined,
      rollbackPath: rollback(plan, i),
      leadDays: leadDays(plan, i),
      ...progress(plan, i),
    })),
  )
}
