import type { Actor } from '@/lib/server/actor'
import { writeTransaction } from '@/lib/server/db'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { createEntryPoint } from '../create-entry-point'
import { createEntryPointSchema, type EntryPointView } from '../schema'

/** A workspace of its own with two people who may edit the sheet and one who may only read it. */
export type SheetWorld = { workspaceId: string; marketing: Actor; operations: Actor; viewer: Actor; stranger: Actor }

export async function seedSheet(): Promise<SheetWorld> {
  const workspaceId = await seedWorkspace()
  const elsewhere = await seedWorkspace('Another house')
  return {
    workspaceId,
    marketing: await seedMember(workspaceId, ['marketing'], 'Mara Quill'),
    operations: await seedMember(workspaceId, ['operations'], 'Odo Marsh'),
    viewer: await seedMember(workspaceId, ['viewer'], 'Vera Lund'),
    stranger: await seedMember(elsewhere, ['admin'], 'Stig Rowan'),
  }
}

export async function seedWave(workspaceId: string, number: number, name = `Wave ${number}`): Promise<string> {
  const id = newId('wv')
  await writeTransaction((tx) => tx.wave.create({ data: { id, workspaceId, number, name } }))
  return id
}

type Given = Partial<Parameters<typeof createEntryPoint>[1]> & { name: string }

/** A row made the way a person makes it. */
export async function seedEntryPoint(actor: Actor, given: Given): Promise<EntryPointView> {
  const made = await createEntryPoint(
    actor,
    createEntryPointSchema.parse({ kind: 'website', risk: 'digital_easy', ...given }),
  )
  if (!made.ok) throw new Error(`The test's row was refused: ${made.code}`)
  return made.value
}
