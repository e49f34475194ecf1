/** One key a person can press, or a sequence like "g d"; "mod" is Ctrl, or Cmd on a Mac. */
export type Hotkey = {
  /** "j", "escape", "?", "mod+k", "g d". */
  keys: string
  /** What it does, for the list of keys: "Next row". */
  label: string
  /** The heading it stands under in that list. */
  group: string
  run: (event: KeyboardEvent) => void
  /** Works while typing in a field too. Only sensible for keys with "mod" and for Escape. */
  whileTyping?: boolean
}

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** How long the second key of a sequence may take, in milliseconds. */
export const SEQUENCE_TIME = 1200

/**
 * The name of a key press, or null for keys that only modify. Shift is part of the character ("?"), Alt belongs to the
 * browser and to screen readers, so a press with it is never ours.
 */
export function nameOfPress(press: KeyPress): string | null {
  if (['Shift', 'Control', 'Meta', 'Alt', 'AltGraph', 'CapsLock', 'Dead', 'Process'].includes(press.key)) return null
  if (press.altKey) return null
  const key = press.key === ' ' ? 'space' : press.key.toLowerCase()
  return press.ctrlKey || press.metaKey ? `mod+${key}` : key
}

export type Pending = { prefix: string; at: number } | null
export type Match = { hotkey: Hotkey | null; pending: Pending }

/**
 * Decides what a press means: runs nothing itself. `pending` remembers the first key of a sequence; a press that fits no
 * sequence is tried again on its own, so "g j" still moves down. The newest binding of a key wins.
 */
export function matchHotkey(
  name: string,
  bindings: readonly Hotkey[],
  context: { pending: Pending; now: number },
): Match {
  const fresh = context.pending && context.now - context.pending.at <= SEQUENCE_TIME ? context.pending : null
  if (fresh) {
    const second = bindings.findLast((one) => one.keys === `${fresh.prefix} ${name}`)
    if (second) return { hotkey: second, pending: null }
  }
  const alone = bindings.findLast((one) => one.keys === name)
  if (alone) return { hotkey: alone, pending: null }
  const begins = bindings.some((one) => one.keys.startsWith(`${name} `))
  return { hotkey: null, pending: begins ? { prefix: name, at: context.now } : null }
}

/** "mod+k" -> ["Ctrl K"], "g d" -> ["G", "D"]: what is printed on the keys. */
export function keyCaps(keys: string, mac = false): string[] {
  const caps: Record<string, string> = { escape: 'Esc', enter: 'Enter', space: 'Space', mod: mac ? '⌘' : 'Ctrl' }
  const cap = (key: string) => caps[key] ?? (key.length === 1 ? key.toUpperCase() : key)
  return keys.split(' ').map((chord) => chord.split('+').map(cap).join(' '))
}
