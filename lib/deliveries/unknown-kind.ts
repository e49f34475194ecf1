/** A field, or a type in a field, that is not understood: one line of the page, and one filter of the list. */
export type UnknownKind = { field: string; type: string | null }

/** `field` or `field:type`, as the address of a page carries it. Fields are names without a colon; types may have one. */
export function kindKey({ field, type }: UnknownKind): string {
  return type === null ? field : `${field}:${type}`
}

export function kindOfKey(key: string): UnknownKind {
  const colon = key.indexOf(':')
  return colon === -1 ? { field: key, type: null } : { field: key.slice(0, colon), type: key.slice(colon + 1) }
}

/** `“hologram” in messages`, or `the field message_horizons`. */
export function kindWords({ field, type }: UnknownKind): string {
  return type === null ? `the field ${field || 'without a name'}` : `“${type}” in ${field || 'an unnamed field'}`
}
