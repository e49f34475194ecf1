import { syntheticPeople } from '@/lib/data-protection/synthetic-people'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import type { Beat, CasePeople } from './model'
import { type BeatNumbers, beatsOf, missingFor, type Variation } from './pack'
import { castOf, peopleOfCase } from './people-of-case'
import { numbersOf } from './run-numbers'

/** The people of the preview are always the same, so that two looks at a payload can be compared. */
const CAST = castOf(syntheticPeople(60, (howMany) => '3491208655302741918'.slice(0, howMany)))
/** Stands for numbers of one's own while a workspace has none. */
const NO_NUMBERS: BeatNumbers = {
  number: { phoneNumberId: '106540352242922', displayPhoneNumber: '442079460101', wabaId: '102290129340398' },
}

export type Preview = { beats: Beat[]; people: CasePeople; at: Date; missing: string | null }
export type PreviewValues = { numberId?: string | null; text?: string; profileName?: string; username?: string }

/** A payload of the pack as it would be sent, with the workspace's own number and an invented person. */
export async function previewPayload(
  { workspaceId }: Actor,
  variation: Variation,
  { numberId, text, profileName, username }: PreviewValues,
  at = new Date(),
): Promise<Preview> {
  const first = await db.businessNumber.findFirst({ where: { workspaceId }, orderBy: { id: 'asc' } })
  const numbers = (await numbersOf(workspaceId, numberId || (first?.id ?? null))) ?? NO_NUMBERS
  const people = peopleOfCase(CAST, variation.knows, 0)
  const over = {
    ...(text ? { text } : {}),
    ...(profileName ? { profileName } : {}),
    ...(username ? { username } : {}),
  }
  const beats = beatsOf(variation.name, { people, numbers, wamid: 'wamid.HBgLPREVIEW', at, over })
  return { beats, people, at, missing: missingFor(variation.name, numbers) }
}
