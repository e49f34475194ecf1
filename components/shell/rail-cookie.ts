/** Remembers whether a person folded the rail to icons. */
export const RAIL_COOKIE = 'handrail-rail'
