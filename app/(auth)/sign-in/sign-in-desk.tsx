'use client'

import { type ReactNode, useRef, useState } from 'react'
import { Split } from '../split'
import { DemoPeople, type DemoPerson } from './demo-people'
import { SignInForm, type Typed } from './sign-in-form'

type SignInDeskProps = {
  next: string
  demo: { password: string; people: readonly DemoPerson[] } | null
  /** Why the visitor is here again, when something went wrong elsewhere. */
  notice: ReactNode
  /** Another way in: the identity provider. */
  other: ReactNode
  /** What stands beside the form when there are no demo people to choose from. */
  story: ReactNode
}

/** The form, and in the demo workspace the people who can be chosen to fill it. */
export function SignInDesk({ next, demo, notice, other, story }: SignInDeskProps) {
  const [typed, setTyped] = useState<Typed>({ email: '', password: '' })
  const submit = useRef<HTMLButtonElement>(null)
  function choose(person: DemoPerson, password: string) {
    setTyped({ email: person.email, password })
    submit.current?.focus()
  }
  return (
    <Split
      title="Sign in"
      sentence={
        demo ? 'This is the demo workspace. Choose a person to see it with their rights.' : 'Welcome back to Handrail.'
      }
      beside={
        demo ? (
          <DemoPeople
            people={demo.people}
            chosen={typed.email}
            onChoose={(person) => choose(person, demo.password)}
            password={demo.password}
          />
        ) : (
          story
        )
      }
    >
      <div className="space-y-4">
        {notice}
        <SignInForm next={next} typed={typed} onType={setTyped} submitRef={submit} />
        {other}
      </div>
    </Split>
  )
}
