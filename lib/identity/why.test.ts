import { describe, expect, it } from 'vitest'
import { failureText } from './failures'
import { change, message, status, World } from './testing/world'
import { isDecision, sentence, withoutThis } from './why'

const NAMES = {
  contact: (id: string) => (id === 'a' ? 'Wren Hollis' : 'somebody else'),
  number: () => 'Support',
  portfolio: () => 'Larkmoss UK',
  workflow: () => 'Support inbox',
}
const WREN = { phone: '447700900118', bsuid: 'GB.1', username: 'wren.hollis' }

describe('the why-trace', () => {
  it('reads as a support lead would tell it', () => {
    const route = {
      code: 'route-rule',
      args: { rule: 3, version: 6, workflow: 'wf', outcomes: ['known'], conditions: [], number: 'num_support' },
    }
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }], () => ({ workflowId: 'wf', steps: [route] }))
    const { why } = world.send(message(WREN))
    expect(why.map((step) => sentence(step, NAMES))).toEqual([
      'The payload carries a phone, a username and a BSUID.',
      'Nobody in the Larkmoss UK portfolio holds this BSUID.',
      'Only Wren Hollis claims this phone, from the CRM or an import.',
      'Rule 2, version 1: exactly one contact has this phone, and has no other BSUID here. The BSUID is now theirs.',
      'A new conversation was opened on Support, with the phone.',
      'Replies go to the phone this conversation was opened with.',
      'Routing rule 3, version 6: known customer on Support → Support inbox.',
    ])
    expect(why.filter(isDecision)).toHaveLength(1)
  })

  it('never holds the value of an identifier', () => {
    const world = World.withCrm([{ crm: 'a', phone: WREN.phone }])
    world.send(message(WREN))
    world.send(message({ phone: WREN.phone, bsuid: 'GB.2' }, { at: 2 }))
    world.send(status(WREN, { wamid: 'wamid.A', status: 'read', at: 3 }))
    const next = { phone: '447700900777', bsuid: 'GB.3' }
    world.send(change(next, { at: 4, form: 'user_changed_number', from: WREN }))
    const traces = JSON.stringify([...world.resolutions.values()].map((resolution) => resolution.why))
    for (const value of [WREN.phone, next.phone, WREN.username, 'GB.1', 'GB.2', 'GB.3', 'wamid.A']) {
      expect(traces).not.toContain(value)
    }
  })

  it('shows a step of another version by its code', () => {
    expect(sentence({ code: 'rule-99', args: {} }, NAMES)).toContain('rule-99')
    expect(failureText('from-the-future').sentence).toContain('from-the-future')
  })

  it('tells what a phone-only set-up would have done', () => {
    expect(withoutThis({ phoneOnlyOutcome: 'none', outcome: 'matched' })).toBeUndefined()
    expect(withoutThis({ phoneOnlyOutcome: 'matched', outcome: 'linked' })).toContain('matched too')
    expect(withoutThis({ phoneOnlyOutcome: 'new_contact', outcome: 'matched' })).toContain('split')
  })
})
