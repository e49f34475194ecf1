/** What text fields and selects share: one height, one edge, one way to show that something is wrong. */
export const controlStyle =
  'w-full min-w-0 rounded-md border border-edge bg-surface px-2.5 text-control text-ink transition-colors duration-100 hover:border-ink-3 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3 disabled:border-line-2 [&[readonly]]:bg-sunken aria-invalid:border-block'
