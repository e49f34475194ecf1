import { cookies } from 'next/headers'
import { RAIL_COOKIE } from './rail-cookie'

/** On the server: whether this person left the rail folded, so that it is drawn right the first time. */
export async function readRailFolded(): Promise<boolean> {
  return (await cookies()).get(RAIL_COOKIE)?.value === 'folded'
}
