import { revalidatePath } from 'next/cache'

/**
 * Has a room drawn anew for whoever looks at it next, once a command has answered: the page at the path, or with `layout`
 * everything below it. Refusals too, because what refused may be what the screen does not show yet.
 */
export function redraws(path: string, what: 'layout' | 'page' = 'page') {
  return async <T>(result: Promise<T>): Promise<T> => {
    const value = await result
    if (what === 'layout') revalidatePath(path, 'layout')
    else revalidatePath(path)
    return value
  }
}
