declare const bsuidBrand: unique symbol

/** A business-scoped user ID: opaque, compared as an exact string, never passed to a phone function. [BSUID] */
export type Bsuid = string & { readonly [bsuidBrand]: true }

/** `CC.` and up to 128 alphanumerics; a parent BSUID is `CC.ENT.` and the same. 256 was the limit before February 2026 and is tolerated. */
const SHAPE = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,256}$/
const PARENT = /^[A-Z]{2}\.ENT\./

/** Reads a BSUID exactly as received; returns undefined for anything that has not its shape. */
export function parseBsuid(value: unknown): Bsuid | undefined {
  return typeof value === 'string' && SHAPE.test(value) ? (value as Bsuid) : undefined
}

export function isParentBsuid(value: Bsuid): boolean {
  return PARENT.test(value)
}
