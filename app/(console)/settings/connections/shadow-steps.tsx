import type { ReactNode } from 'react'
import { Mono } from '@/components/ui/mono'

const STEPS: { title: string; text: ReactNode }[] = [
  {
    title: 'Make an app of its own',
    text: 'In Meta’s developer site, add an app of the type Business to the same business portfolio and give it the product WhatsApp. Your production app is not touched.',
  },
  {
    title: 'Paste the callback address and the verify token',
    text: 'In the app: WhatsApp, Configuration, Webhook, Edit. Meta calls the address once while you save; that is the handshake this page waits for.',
  },
  {
    title: 'Subscribe to two fields',
    text: (
      <>
        <Mono>messages</Mono> brings messages, statuses and identity changes; <Mono>business_username_updates</Mono>{' '}
        says what becomes of your handles.
      </>
    ),
  },
  {
    title: 'Subscribe the app to your WhatsApp account',
    text: (
      <>
        Once per WABA: <Mono>POST /&lt;WABA id&gt;/subscribed_apps</Mono> with a token of the new app. An account takes
        several apps, and each gets its own copy of every webhook.
      </>
    ),
  },
  {
    title: 'Watch the first delivery arrive',
    text: 'Send the number a message. It shows in Deliveries within a second, and production answers it as before: Handrail only listens.',
  },
]

/** How Handrail listens beside production: shadow mode, step by step, for somebody who has never done it. */
export function ShadowSteps() {
  return (
    <ol className="space-y-3.5">
      {STEPS.map((step, index) => (
        <li key={step.title} className="grid grid-cols-[24px_minmax(0,1fr)] gap-x-2.5">
          <span
            aria-hidden="true"
            className="tabular flex size-[22px] items-center justify-center rounded-full border border-line-2 text-small text-ink-2"
          >
            {index + 1}
          </span>
          <div className="text-control">
            <p className="font-[550]">{step.title}</p>
            <p className="text-ink-2">{step.text}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
