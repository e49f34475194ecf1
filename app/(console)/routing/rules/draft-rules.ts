import type { RoutingConditions, RoutingRule } from '@/lib/routing/schema'

/** A rule moved by one place; at an end it stays where it is. */
export function moved(rules: readonly RoutingRule[], index: number, by: -1 | 1): RoutingRule[] {
  const next = [...rules]
  const rule = next[index]
  const other = next[index + by]
  if (!rule || !other) return next
  next[index] = other
  next[index + by] = rule
  return next
}

/** A list of words as people type them: by commas or lines. Undefined when nothing is left, which means "any". */
export function wordsFrom(text: string): string[] | undefined {
  const words = text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean)
  return words.length > 0 ? [...new Set(words)] : undefined
}

/** A value put into a list or taken out; an empty list is no condition. */
export function toggled<T extends string>(list: readonly T[] | undefined, value: T, on: boolean): T[] | undefined {
  const rest = (list ?? []).filter((one) => one !== value)
  const next = on ? [...rest, value] : rest
  return next.length > 0 ? next : undefined
}

/** Conditions without the keys that say nothing: what is stored, and what two versions are compared by. */
export function cleaned(when: RoutingConditions): RoutingConditions {
  return Object.fromEntries(Object.entries(when).filter(([, value]) => value !== undefined)) as RoutingConditions
}

/** Message types as WhatsApp names them, the frequent ones first. */
export const MESSAGE_TYPES = [
  'text',
  'image',
  'audio',
  'video',
  'document',
  'location',
  'contacts',
  'interactive',
  'button',
  'order',
  'sticker',
  'reaction',
] as const
