import { classNames } from './class-names'

export type ButtonVariant = 'primary' | 'default' | 'ghost' | 'danger' | 'danger-quiet' | 'inverse'
export type ButtonSize = 'md' | 'sm'

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-[7px] whitespace-nowrap rounded-md border font-medium select-none transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]'

const VARIANT: Record<ButtonVariant, string> = {
  primary: 'border-accent bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover',
  default: 'border-line-2 bg-surface text-ink enabled:hover:bg-hover [a&]:hover:bg-hover',
  ghost:
    'border-transparent text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink [a&]:hover:bg-hover [a&]:hover:text-ink',
  danger: 'border-block bg-block text-surface enabled:hover:bg-block-hover',
  inverse:
    'border-canvas/30 bg-transparent text-canvas outline-canvas enabled:hover:bg-canvas/12 [a&]:hover:bg-canvas/12',
  'danger-quiet': 'border-line-2 bg-surface text-block enabled:hover:bg-block-soft [a&]:hover:bg-block-soft',
}

const SIZE: Record<ButtonSize, string> = {
  md: 'min-h-8 px-3 py-[5px] text-control',
  sm: 'min-h-[26px] px-[9px] py-[3px] text-small',
}

/** The classes of a button, for anything that looks like one. */
export function buttonStyle(variant: ButtonVariant = 'default', size: ButtonSize = 'md', extra?: string): string {
  return classNames(BASE, VARIANT[variant], SIZE[size], extra)
}
