import { pageBudget } from '../budget-rules'
import type { PolicyContent, PolicyTerm } from '../schema'
import { samplePolicy } from './sample-policy'

/** Wide letters, since a full page must fit whatever is written on it. */
const term = (index: number): PolicyTerm => ({
  value: `mw${String(index).padStart(2, '0')}`,
  label: `Wommo Mwammu ${String(index).padStart(2, '0')}`,
})

/** A policy that takes this share of a page by the estimate, or as little less as one more word would. */
export function fullPolicy(share: number): PolicyContent {
  const { classes, lists, ...rest } = samplePolicy()
  const policy: PolicyContent = {
    ...rest,
    purpose: `${'One name that customers know and trust, wherever they meet us. '.repeat(4)}`.trim(),
    lists: { ...lists, locations: { terms: [], open: lists.locations.open } },
    classes: {
      ...classes,
      support: {
        ...classes.support,
        note: 'Where customers get help with what they bought, ordered or want to return.',
      },
    },
  }
  const kinds = ['locations', 'products', 'functions', 'words'] as const
  for (let index = 0; index < 240; index += 1) {
    const kind = kinds[Math.floor(index / 60)] ?? 'words'
    const before = policy.lists[kind].terms
    if (before.length >= 60) continue
    policy.lists[kind] = { ...policy.lists[kind], terms: [...before, term(index % 60)] }
    if (pageBudget(policy).used <= share) continue
    policy.lists[kind] = { ...policy.lists[kind], terms: before }
    return policy
  }
  return policy
}
