import { ListSkeleton } from '@/components/table/list-skeleton'

export default function Loading() {
  return <ListSkeleton title="Deliveries" columns={6} />
}
