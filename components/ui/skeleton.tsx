import { classNames } from './class-names'

/** A quiet block in the final size of what is coming, so that nothing moves when it arrives. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames('skeleton block rounded-sm', className)} />
}
