import { resolveChange } from './change-rule'
import { PERSON_RULE_VERSION, type Resolution } from './model'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

/**
 * Applies the waiting changes whose missing link has come (row 9). One may free the next, so it goes on until nothing is
 * due; each change is applied once, so this ends.
 */
export function settleDueChanges(ws: WorkingSet, numbersOf: (portfolioId: string) => readonly string[]): void {
  for (let due = ws.takeDueChanges(); due.length > 0; due = ws.takeDueChanges()) {
    for (const waiting of due) {
      const { eventId, numberId } = waiting
      const ground = { eventId, numberId, numbersOf, ws }
      const { errorCode: _still, ...verdict } = resolveChange(waiting.change, ground)
      if (verdict.outcome === 'waiting' || verdict.outcome === 'failed') continue
      ws.removeWaiting(eventId)
      const why = [step('waited'), ...verdict.why]
      ws.log.settled.push({ eventId, resolution: { ...settled(), ...verdict, why } })
    }
  }
}

/** What a change becomes when its other end did not come within the time of row 9. */
export function expired(): Resolution {
  return {
    ...settled(),
    outcome: 'failed',
    rule: 9,
    error: { code: 'change-link-never-came' },
    why: [step('rule-9-expired', { days: 7 })],
  }
}

function settled(): Resolution {
  return { outcome: 'linked', ruleVersion: PERSON_RULE_VERSION, why: [], candidates: [], phoneOnlyOutcome: 'none' }
}
