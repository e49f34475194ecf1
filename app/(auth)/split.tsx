import type { ReactNode } from 'react'

/** A form beside a drawing of what it opens. On a phone the form comes first and the rest below it. */
export function Split({
  title,
  sentence,
  children,
  beside,
}: {
  title: string
  sentence: ReactNode
  children: ReactNode
  beside: ReactNode
}) {
  return (
    <div className="grid flex-1 lg:grid-cols-[minmax(420px,5fr)_7fr]">
      <section className="mx-auto flex w-full max-w-[420px] flex-col justify-center px-7 py-10 max-md:px-3.5 max-md:py-6">
        <h1>{title}</h1>
        <p className="mt-1.5 mb-6 text-prose text-ink-2">{sentence}</p>
        {children}
      </section>
      <aside className="flex flex-col justify-center border-line bg-sunken px-12 py-10 max-lg:border-t max-md:px-3.5 lg:rounded-tl-lg lg:border-t lg:border-l">
        <div className="mx-auto w-full max-w-[660px]">{beside}</div>
      </aside>
    </div>
  )
}
