import { cutText } from '@/lib/shared/text'
import type { PolicyContent, Scenario } from './schema'
import { POLICY_ROLES, REQUIRED_SCENARIOS, type ScenarioKind } from './vocabulary'

/** The letters and digits of a business name: the word its handles begin with. */
function brandWord(businessName: string): string {
  const folded = businessName
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
  return folded.slice(0, 20)
}

/** What a first draft begins with: the usual patterns, the name of the business, and nobody's words yet. */
export function starterPolicy(businessName: string): PolicyContent {
  const brand = brandWord(businessName)
  const word = { kind: 'words', before: '' } as const
  const everyone = [...POLICY_ROLES]
  return {
    purpose: 'One way to name our handles, so that customers can tell the official one.',
    maxLength: 30,
    lists: {
      words: { terms: brand ? [{ value: brand, label: cutText(businessName, 40) }] : [], open: null },
      locations: { terms: [], open: { min: 2, max: 10 } },
      products: { terms: [], open: null },
      functions: { terms: ['help', 'orders'].map((value) => ({ value, label: '' })), open: null },
    },
    classes: {
      master_brand: {
        note: 'The whole business. There is one.',
        patterns: [[word]],
        requesters: ['marketing'],
        approver: 'approver',
      },
      region: {
        note: 'A country or branch that answers for itself.',
        patterns: [[word, { kind: 'locations', before: '_' }]],
        requesters: everyone,
        approver: 'marketing',
      },
      product: {
        note: 'A line with customers of its own.',
        patterns: [[word, { kind: 'products', before: '.' }]],
        requesters: everyone,
        approver: 'marketing',
      },
      support: {
        note: 'A function that helps customers.',
        patterns: [[word, { kind: 'functions', before: '.' }]],
        requesters: ['support_lead', 'operations'],
        approver: 'approver',
      },
    },
    banned: [],
  }
}

const PROMPTS: Record<ScenarioKind, string> = {
  new_market: 'We open in a new country. What is its handle, and what would be wrong?',
  new_support_line: 'A new support line starts. What is its handle?',
  new_campaign: 'A campaign asks for a handle of its own. Does it get one?',
  other: '',
}

/** The required scenarios with their question; they fail until somebody proposes handles. */
export function starterScenarios(): Scenario[] {
  return REQUIRED_SCENARIOS.map((kind) => ({ kind, text: PROMPTS[kind], proposals: [] }))
}
