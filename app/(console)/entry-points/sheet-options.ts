import type { SheetChoices } from '@/lib/entry-points/queries'
import type { SheetOptions } from './sheet-context'

/** Owners and waves as choices of a list; the empty one takes the value away. */
export function toOptions({ owners, waves }: SheetChoices): SheetOptions {
  return {
    owners: [
      { value: '', label: 'Nobody' },
      ...owners.map(({ memberId, name }) => ({ value: memberId ?? name, label: name })),
    ],
    waves: [
      { value: '', label: 'No wave' },
      ...waves.map(({ id, number, name }) => ({
        value: id,
        label: name === `Wave ${number}` ? name : `${number}: ${name}`,
      })),
    ],
  }
}
