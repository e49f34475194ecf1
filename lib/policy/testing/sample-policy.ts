import type { PolicyContent, PolicyList, Scenario } from '../schema'

const list = (values: string[], open: PolicyList['open'] = null): PolicyList => ({
  terms: values.map((value) => ({ value, label: '' })),
  open,
})

/** The policy of an invented lamp maker: a brand, its markets, its products and its support lines. */
export function samplePolicy(change: Partial<PolicyContent> = {}): PolicyContent {
  return {
    purpose: 'One name that customers know, wherever they write to us.',
    maxLength: 24,
    lists: {
      words: list(['northlight']),
      locations: list(['uk', 'de', 'fr'], { min: 2, max: 3 }),
      products: list(['lamps', 'lens']),
      functions: list(['help', 'orders'], { min: 4, max: 8 }),
    },
    classes: {
      master_brand: {
        note: 'Only one exists.',
        patterns: [[{ kind: 'words', before: '' }]],
        requesters: ['marketing'],
        approver: 'approver',
      },
      region: {
        note: 'A country answers for itself.',
        patterns: [
          [
            { kind: 'words', before: '' },
            { kind: 'locations', before: '_' },
          ],
        ],
        requesters: ['marketing', 'operations'],
        approver: 'marketing',
      },
      product: {
        note: 'A line with customers of its own.',
        patterns: [
          [
            { kind: 'words', before: '' },
            { kind: 'products', before: '.' },
          ],
        ],
        requesters: ['marketing'],
        approver: 'marketing',
      },
      support: {
        note: 'Where customers get help.',
        patterns: [
          [
            { kind: 'words', before: '' },
            { kind: 'functions', before: '.' },
          ],
          [
            { kind: 'words', before: '' },
            { kind: 'functions', before: '.' },
            { kind: 'locations', before: '_' },
          ],
        ],
        requesters: ['support_lead'],
        approver: 'approver',
      },
    },
    banned: [{ value: 'official', reason: 'every handle of ours is' }],
    ...change,
  }
}

export function sampleScenarios(): Scenario[] {
  return [
    {
      kind: 'new_market',
      text: 'We open in Spain.',
      proposals: [
        { name: 'northlight_es', classKey: 'region', expected: 'allowed' },
        { name: 'northlight-spain', classKey: 'region', expected: 'refused' },
      ],
    },
    {
      kind: 'new_support_line',
      text: 'Returns get a line of their own.',
      proposals: [{ name: 'northlight.returns', classKey: 'support', expected: 'allowed' }],
    },
    {
      kind: 'new_campaign',
      text: 'The summer campaign wants a name.',
      proposals: [{ name: 'northlight.summer26', classKey: 'product', expected: 'refused' }],
    },
  ]
}
