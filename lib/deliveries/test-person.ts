import { randomInt } from 'node:crypto'

/** The invented person of a test delivery. Never a real contact: a signed payload is evidence, and a test must not be. */
export type TestPerson = { phone: string; bsuid: string; parentBsuid: string; username: string; profileName: string }

/** Always the same one, so that the second test finds whom the first one made. Ofcom keeps 07700 900xxx for fiction. */
const SAME: TestPerson = {
  phone: '447700900999',
  bsuid: 'GB.99990000000000000001',
  parentBsuid: 'GB.ENT.99990000000000000001',
  username: 'handrail.test',
  profileName: 'Handrail test',
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('')
}

/** `new` is somebody nobody has seen: NANPA keeps 555-0100 to 555-0199 of every area for fiction. */
export function testPerson(who: 'same' | 'new'): TestPerson {
  if (who === 'same') return SAME
  const tail = digits(16)
  return {
    phone: `1${randomInt(200, 1000)}55501${digits(2)}`,
    bsuid: `US.9999${tail}`,
    parentBsuid: `US.ENT.9999${tail}`,
    username: `test.${tail.slice(0, 8)}`,
    profileName: 'Handrail test',
  }
}
