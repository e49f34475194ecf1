import type { ReactNode } from 'react'
import { classNames } from './class-names'

type PageHeadProps = {
  title: ReactNode
  /** One sentence: the state, with numbers. */
  sentence?: ReactNode
  actions?: ReactNode
  /** The way back, above the title. */
  back?: ReactNode
  /** Lists bring their own spacing. */
  inList?: boolean
}

/** The top of a page: what this is, how it stands, what to do next. */
export function PageHead({ title, sentence, actions, back, inList = false }: PageHeadProps) {
  return (
    <div
      className={classNames(
        'flex flex-wrap items-end gap-x-4 gap-y-3',
        inList ? 'px-[22px] pt-5 pb-3 max-md:px-3.5 print:px-0' : 'mb-5',
      )}
    >
      <div className="min-w-0 flex-1 basis-80">
        {back ? <div className="mb-1 text-small text-ink-2">{back}</div> : null}
        <h1>{title}</h1>
        {sentence ? <p className="mt-1 max-w-[80ch] text-small text-ink-2">{sentence}</p> : null}
      </div>
      {actions ? <div className="no-print flex flex-wrap items-center gap-2">{actions}</div> : null}
    </div>
  )
}
