import { redirect } from 'next/navigation'

/** The overview is the first room; it sends visitors without a session to the sign-in page. */
export default function Home() {
  redirect('/overview')
}
