import { ESSENTIAL, VARIATIONS } from '@/lib/lab/pack'
import { GROUP_WORDS, PACK_GROUPS } from '@/lib/lab/vocabulary'

/** The pack as the dialog of a plan offers it; the payloads themselves stay on the server. */
export type PayloadChoices = {
  essential: string[]
  groups: { title: string; payloads: { name: string; title: string }[] }[]
}

export function payloadChoices(): PayloadChoices {
  return {
    essential: [...ESSENTIAL],
    groups: PACK_GROUPS.map((group) => ({
      title: GROUP_WORDS[group],
      payloads: VARIATIONS.filter((one) => one.group === group).map(({ name, title }) => ({ name, title })),
    })),
  }
}
