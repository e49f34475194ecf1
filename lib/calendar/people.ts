import { db } from '@/lib/server/db'

export type Person = { id: string; name: string; roles: string[]; disabled: boolean }
type Reader = Pick<typeof db, 'member'>

/** The members of a workspace by id, those who left included: their names stay on what they did. */
export async function loadPeople(workspaceId: string, reader: Reader = db): Promise<ReadonlyMap<string, Person>> {
  const members = await reader.member.findMany({
    where: { workspaceId },
    select: {
      id: true,
      disabledAt: true,
      user: { select: { name: true, disabledAt: true } },
      roles: { select: { role: true } },
    },
    orderBy: { id: 'asc' },
  })
  return new Map(
    members.map(({ id, disabledAt, user, roles }) => [
      id,
      {
        id,
        name: user.name,
        roles: roles.map(({ role }) => role),
        disabled: disabledAt !== null || user.disabledAt !== null,
      },
    ]),
  )
}

/** Who can be made an owner, by name. */
export function choosable(people: ReadonlyMap<string, Person>): { id: string; name: string }[] {
  return [...people.values()]
    .filter((person) => !person.disabled)
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}
