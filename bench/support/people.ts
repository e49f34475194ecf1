/**
 * The people of the benchmarks, by number. Area code 555 is not assigned to anyone, so no phone here is somebody's. Even
 * ones are mapped (a signed payload showed phone and BSUID), odd ones are known by the phone of the CRM alone.
 */
export function phoneOf(person: number): string {
  return `1555${String(person).padStart(7, '0')}`
}

export function bsuidOf(person: number): string {
  return `US.9${String(person).padStart(17, '0')}`
}

export function isMapped(person: number): boolean {
  return person % 2 === 0
}
