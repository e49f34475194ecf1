import { cookies } from 'next/headers'
import { layoutCookieName, parseTableLayout, type TableLayout } from './table-layout'

/** On the server: how this person left the list of that name. Pass it to the table as `layout`. */
export async function readTableLayout(list: string): Promise<TableLayout | null> {
  return parseTableLayout((await cookies()).get(layoutCookieName(list))?.value)
}
