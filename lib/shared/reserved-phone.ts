/** Numbers that are kept for fiction: 555-0100 to 555-0199 of every area [NANPA], and the drama numbers of Ofcom. */
const RESERVED = [/^1[2-9]\d{2}55501\d{2}$/, /^447700900\d{3}$/, /^442079460\d{3}$/, /^441632960\d{3}$/]

/** Whether nobody can have this phone. Digits with the country code. */
export function isReservedPhone(digits: string): boolean {
  return RESERVED.some((range) => range.test(digits))
}
