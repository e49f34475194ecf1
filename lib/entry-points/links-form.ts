/** What the builder of links is asked for; the words of its address. Shared with the browser: no validator, no database. */
export const LINK_KINDS = ['number', 'handle', 'message'] as const
export type LinkKind = (typeof LINK_KINDS)[number]

export const CODE_LEVELS = ['L', 'M', 'Q', 'H'] as const
export type CodeLevel = (typeof CODE_LEVELS)[number]

/** Sides of the PNG, in pixels: a screen, a flyer, a poster. */
export const CODE_SIZES = [512, 1024, 2048] as const
export const MOST_MARGIN = 12
export const USUAL_MARGIN = 4

export type LinkForm = {
  kind: LinkKind
  /** A phone number, a username, or the code of a message link (also as a whole link). */
  target: string
  text: string
  level: CodeLevel
  margin: number
  size: number
}

export const EMPTY_FORM: LinkForm = {
  kind: 'number',
  target: '',
  text: '',
  level: 'M',
  margin: USUAL_MARGIN,
  size: 1024,
}

function oneOf<T>(values: readonly T[], value: string | undefined, otherwise: T): T {
  return values.find((one) => String(one) === value) ?? otherwise
}

type Query = Record<string, string | string[] | undefined>

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)

/** The form as an address carries it; everything that cannot be used falls back to what is usual. */
export function readLinkForm(query: Query): LinkForm {
  const margin = Number(first(query.margin) ?? USUAL_MARGIN)
  return {
    kind: oneOf(LINK_KINDS, first(query.kind), EMPTY_FORM.kind),
    target: (first(query.target) ?? '').slice(0, 300),
    text: (first(query.text) ?? '').slice(0, 6_000),
    level: oneOf(CODE_LEVELS, first(query.level), EMPTY_FORM.level),
    margin: Number.isInteger(margin) && margin >= 0 && margin <= MOST_MARGIN ? margin : USUAL_MARGIN,
    size: oneOf(CODE_SIZES, first(query.size), 1024),
  }
}

/** The address of a form, without what is usual. */
export function writeLinkForm(form: LinkForm, more: Record<string, string> = {}): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(form)) {
    if (value !== EMPTY_FORM[key as keyof LinkForm]) query.set(key, String(value))
  }
  for (const [key, value] of Object.entries(more)) if (value) query.set(key, value)
  return query.toString()
}
