'use client'

import { X } from 'lucide-react'
import { Toast } from 'radix-ui'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { classNames } from './class-names'
import { iconButtonStyle } from './icon-button'

export type ToastMessage = {
  /** What happened, as a sentence. */
  text: ReactNode
  tone?: 'done' | 'failed'
  /** "Undo" and the like; a toast is never the only way to it. */
  action?: { label: string; onSelect: () => void }
}

type Shown = ToastMessage & { id: number }

const ToastContext = createContext<(message: ToastMessage) => void>(() => {})

/** `const toast = useToast(); toast({ text: 'Three entry points moved to wave 3.' })` */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext)
}

let nextId = 0

/** Holds the toasts of the page. They confirm; an error also stays where it happened. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([])
  const show = useCallback((message: ToastMessage) => {
    nextId += 1
    const id = nextId
    setShown((before) => [...before.slice(-2), { ...message, id }])
  }, [])
  const remove = useCallback((id: number) => setShown((before) => before.filter((one) => one.id !== id)), [])
  const list = useMemo(
    () => shown.map((message) => <ToastItem key={message.id} message={message} onGone={() => remove(message.id)} />),
    [shown, remove],
  )
  return (
    <ToastContext value={show}>
      <Toast.Provider label="Message" swipeDirection="right" duration={6000}>
        {children}
        {list}
        <Toast.Viewport
          label="Messages ({hotkey})"
          className="no-print fixed right-4 bottom-[68px] z-50 flex w-[380px] max-w-[calc(100vw-28px)] flex-col gap-2 outline-none"
        />
      </Toast.Provider>
    </ToastContext>
  )
}

function ToastItem({ message, onGone }: { message: ToastMessage; onGone: () => void }) {
  const failed = message.tone === 'failed'
  return (
    <Toast.Root
      type={failed ? 'foreground' : 'background'}
      duration={failed || message.action ? 12_000 : 6000}
      onOpenChange={(open) => {
        if (!open) onGone()
      }}
      className="arrives flex items-start gap-2.5 rounded-lg border border-line bg-surface py-2.5 pr-2 pl-4 text-control shadow-float"
    >
      <span
        aria-hidden="true"
        data-state={failed ? 'blocked' : 'passed'}
        className={classNames('state-shape mt-[6px]', failed ? 'text-block' : 'text-pass')}
      />
      <Toast.Description className="min-w-0 flex-1">{message.text}</Toast.Description>
      {message.action ? (
        <Toast.Action
          altText={message.action.label}
          onClick={message.action.onSelect}
          className="rounded-md px-2 font-medium text-accent underline-offset-2 hover:underline"
        >
          {message.action.label}
        </Toast.Action>
      ) : null}
      <Toast.Close aria-label="Dismiss" className={classNames(iconButtonStyle, 'size-6')}>
        <X />
      </Toast.Close>
    </Toast.Root>
  )
}
