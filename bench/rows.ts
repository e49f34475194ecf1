/** Every row of the speed table, by the name that `--only` takes; loaded when it runs. */
export const BENCHES = {
  receive: () => import('./receive'),
  'ack-under-load': () => import('./ack-under-load'),
  'big-delivery': () => import('./big-delivery'),
  resolve: () => import('./resolve'),
  sheet: () => import('./sheet'),
  'page-weight': () => import('./page-weight'),
  import: () => import('./import'),
  'duplicate-scan': () => import('./duplicate-scan'),
  'link-checks': () => import('./link-checks'),
  lives: () => import('./lives'),
} as const

export type BenchName = keyof typeof BENCHES
