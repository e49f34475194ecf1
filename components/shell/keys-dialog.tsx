'use client'

import { useSyncExternalStore } from 'react'
import { SwitchField } from '../form/choice-field'
import { keyCaps } from '../keys/hotkeys'
import { activeHotkeys, setSingleKeys, singleKeysOn, subscribeToHotkeys } from '../keys/use-hotkeys'
import { Dialog } from '../ui/dialog'
import { Kbd } from '../ui/kbd'

const NONE: ReturnType<typeof activeHotkeys> = []

/** Every key that works on this page, and a switch for those made of a single letter. */
export function KeysDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const hotkeys = useSyncExternalStore(subscribeToHotkeys, activeHotkeys, () => NONE)
  const singleKeys = useSyncExternalStore(subscribeToHotkeys, singleKeysOn, () => true)
  const groups = [...new Set(hotkeys.map((hotkey) => hotkey.group))]
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="lg"
      title="Keyboard"
      description="The keys that work on this page."
    >
      <div className="gap-x-8 md:columns-2">
        {groups.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1">{group}</h3>
            <dl>
              {latestOf(hotkeys.filter((hotkey) => hotkey.group === group)).map((hotkey) => (
                <div
                  key={hotkey.keys}
                  className="flex items-center justify-between gap-3 border-t border-line py-1.5 text-control"
                >
                  <dt>{hotkey.label}</dt>
                  <dd className="flex items-center gap-1 text-small text-ink-3">
                    {keyCaps(hotkey.keys).map((cap, position) => (
                      <span key={cap} className="flex items-center gap-1">
                        {position > 0 ? 'then' : null}
                        <Kbd>{cap}</Kbd>
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="border-t border-line pt-4">
        <SwitchField
          label="Keys made of a single letter"
          help="Turn them off when speech input or a tremor presses them by accident. Ctrl, Cmd and Escape keep working."
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.target.checked)}
        />
      </div>
    </Dialog>
  )
}

/** When two parts of a page bind the same key, the newer one answers; the list shows that one. */
function latestOf(hotkeys: ReturnType<typeof activeHotkeys>): ReturnType<typeof activeHotkeys> {
  return [...new Map(hotkeys.map((hotkey) => [hotkey.keys, hotkey])).values()]
}
