'use client'

import { useEffect, useEffectEvent } from 'react'
import { type Hotkey, matchHotkey, nameOfPress, type Pending } from './hotkeys'

/** Everything bound on the page now; the `?` dialog reads it, one listener serves it. */
let active: readonly Hotkey[] = []
let pending: Pending = null
const listeners = new Set<() => void>()

const STORAGE_KEY = 'handrail-single-keys'

/** Single-letter keys can be turned off (WCAG 2.1.4): speech input and tremor press them by accident. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off'
  } catch {
    return true
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off')
  } catch {
    // Storage is closed in this browser; the keys then simply stay on.
  }
  for (const listener of listeners) listener()
}

export function subscribeToHotkeys(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function activeHotkeys(): readonly Hotkey[] {
  return active
}

function change(next: readonly Hotkey[]): void {
  active = next
  for (const listener of listeners) listener()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** Menus, lists and dialogs have their own keys; what floats over the page keeps the page's keys quiet. */
function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const name = nameOfPress(event)
  if (name === null) return
  const typing = isTyping(event.target)
  const usable = active.filter((hotkey) => {
    const withModifier = hotkey.keys.startsWith('mod+')
    if (typing && !hotkey.whileTyping) return false
    if (isInOverlay(event.target) && !withModifier) return false
    return withModifier || hotkey.keys === 'escape' || singleKeysOn()
  })
  const match = matchHotkey(name, usable, { pending, now: Date.now() })
  pending = match.pending
  if (!match.hotkey) return
  event.preventDefault()
  match.hotkey.run(event)
}

/**
 * Binds keys while the component is on the page. They are ignored while typing and inside dialogs and menus, appear in
 * the `?` list by their label, and the newest binding of a key wins.
 */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const runLatest = useEffectEvent((keys: string, event: KeyboardEvent) => {
    hotkeys.find((hotkey) => hotkey.keys === keys)?.run(event)
  })
  const signature = JSON.stringify(
    hotkeys.map(({ keys, label, group, whileTyping }) => [keys, label, group, whileTyping]),
  )
  useEffect(() => {
    const bound = (JSON.parse(signature) as [string, string, string, boolean | null][]).map(
      ([keys, label, group, whileTyping]): Hotkey => ({
        keys,
        label,
        group,
        whileTyping: whileTyping ?? false,
        run: (event) => runLatest(keys, event),
      }),
    )
    if (active.length === 0) window.addEventListener('keydown', onKeyDown)
    change([...active, ...bound])
    return () => {
      change(active.filter((hotkey) => !bound.includes(hotkey)))
      if (active.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [signature])
}
