import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <Page>
      <div role="status" aria-label="Workflows are loading">
        <PageHead title="Workflows" sentence={<Skeleton className="h-3.5 w-72 max-w-full" />} />
        <Skeleton className="h-[38px] w-full" />
        <Skeleton className="mt-5 h-64 w-full" />
      </div>
    </Page>
  )
}
