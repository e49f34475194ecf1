import { classNames } from './class-names'

/** One key, or a chord written out ("Ctrl K"). */
export function Kbd({ children, tone = 'plain' }: { children: string; tone?: 'plain' | 'inherit' }) {
  return (
    <kbd
      className={classNames(
        'inline-block rounded-sm border px-[5px] text-tiny leading-[17px] font-medium',
        tone === 'plain' ? 'border-line bg-canvas text-ink-3' : 'border-current/40 text-current',
      )}
    >
      {children}
    </kbd>
  )
}
