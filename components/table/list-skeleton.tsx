import { Skeleton } from '../ui/skeleton'

const WIDTHS = ['w-3/5', 'w-2/5', 'w-4/5', 'w-1/2', 'w-2/3'] as const

/** A list that is on its way, in its final size: for `loading.tsx`. */
export function ListSkeleton({ title, columns = 6, rows = 14 }: { title: string; columns?: number; rows?: number }) {
  const columnKeys = Array.from({ length: columns }, (_, index) => `column-${index}`)
  return (
    <div
      role="status"
      aria-label={`${title} are loading`}
      className="md:h-[calc(100dvh-var(--frame-top))] overflow-hidden"
    >
      <div className="px-[22px] pt-5 pb-3 max-md:px-3.5">
        <h1>{title}</h1>
        <Skeleton className="mt-2 h-3.5 w-72 max-w-full" />
      </div>
      <div className="h-[38px] border-b border-line" />
      <div className="flex h-[45px] items-center border-b border-line px-[22px] max-md:px-3.5">
        <Skeleton className="h-3.5 w-96 max-w-full" />
      </div>
      <div className="h-[31px] border-b border-line" />
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((key, row) => (
        <div key={key} className="flex h-[35px] items-center gap-6 border-b border-line px-[22px] max-md:h-[88px]">
          {columnKeys.map((columnKey, column) => (
            <span key={columnKey} className="flex-1 max-md:not-first:hidden">
              <Skeleton className={`h-3 ${WIDTHS[(row + column) % WIDTHS.length] ?? 'w-1/2'}`} />
            </span>
          ))}
        </div>
      ))}
    </div>
  )
}
