import { redirect } from 'next/navigation'
import { requireActor } from '@/lib/server/session'

/** The room's address leads to what it holds: the conflicts. */
export default async function DuplicatesPage() {
  await requireActor('duplicates:read')
  redirect('/duplicates/conflicts')
}
