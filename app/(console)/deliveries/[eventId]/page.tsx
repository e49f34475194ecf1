import { notFound, redirect } from 'next/navigation'
import { eventExists } from '@/lib/deliveries/queries'
import { requireActor } from '@/lib/server/session'
import { eventList } from '../list'

/** The address of one event, as other rooms and messages write it. It opens beside the list, where J and K go on. */
export default async function EventPage({ params }: PageProps<'/deliveries/[eventId]'>) {
  const actor = await requireActor('deliveries:read')
  const { eventId } = await params
  if (!(await eventExists(actor, eventId))) notFound()
  redirect(eventList.href(eventList.parse(''), { open: eventId }))
}
