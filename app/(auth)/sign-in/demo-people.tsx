'use client'

import { classNames } from '@/components/ui/class-names'
import { Mono } from '@/components/ui/mono'

export type DemoPerson = { name: string; email: string; role: string; does: string }

type DemoPeopleProps = {
  people: readonly DemoPerson[]
  chosen: string
  password: string
  onChoose: (person: DemoPerson) => void
}

/** One sign-in per role of the demo workspace. Choosing somebody fills the form; signing in stays a step of its own. */
export function DemoPeople({ people, chosen, password, onChoose }: DemoPeopleProps) {
  return (
    <section aria-labelledby="demo-people">
      <h2 id="demo-people">The people of Larkmoss Garden Centres</h2>
      <p className="mt-1 mb-4 text-small text-ink-2">
        One for each role. Everybody’s password is <Mono>{password}</Mono>; these sign-ins exist in the demo only.
      </p>
      <ul className="grid gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-2">
        {people.map((person) => (
          <li key={person.email} className="bg-surface">
            <button
              type="button"
              aria-pressed={chosen === person.email}
              onClick={() => onChoose(person)}
              className={classNames(
                'flex h-full w-full items-start gap-3 px-4 py-3 text-left hover:bg-hover focus-visible:-outline-offset-2',
                chosen === person.email && 'bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <span
                aria-hidden="true"
                className={classNames(
                  'mt-1 size-2.5 shrink-0 rounded-full border-[1.5px]',
                  chosen === person.email ? 'border-accent bg-accent' : 'border-edge',
                )}
              />
              <span className="min-w-0">
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <span className="font-[550]">{person.name}</span>
                  <span className="text-small text-ink-2">{person.role}</span>
                </span>
                <span className="block text-small text-ink-2">{person.does}</span>
                <Mono className="mt-0.5 block truncate text-tiny text-ink-3">{person.email}</Mono>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
