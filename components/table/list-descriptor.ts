import {
  createLoader,
  createParser,
  createSerializer,
  type inferParserType,
  type LoaderInput,
  type Nullable,
  type ParserMap,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'

export type SortDirection = 'asc' | 'desc'

/** Where a list stands: what the address says, after everything unknown in it was replaced by a default. */
export type ListState<Sort extends string, Filters> = {
  sort: Sort
  dir: SortDirection
  /** From 1. */
  page: number
  /** The id of the record in the detail panel. */
  open: string | null
  filters: Filters
}

export type ListChange<Sort extends string, Filters> = {
  sort?: Sort
  dir?: SortDirection
  page?: number
  open?: string | null
  filters?: Partial<Nullable<Filters>>
}

type ListDefinition<Sort extends string, Parsers extends ParserMap> = {
  /** The address of the list: "/contacts". */
  path: string
  /** The only columns a person may sort by; anything else in the address falls back to `initial`. */
  sorts: readonly Sort[]
  initial: { sort: NoInfer<Sort>; dir: SortDirection }
  /** Filters by their name in the address. `sort`, `dir`, `page` and `open` are taken. */
  filters: Parsers
  pageSize?: number
  /** The last page that is answered; deeper offsets are refused by clamping, since they only cost the database. */
  lastPage?: number
}

const SEARCH_LENGTH = 200

/** Free text in a filter: trimmed, cut to 200 characters, and absent when nothing is left. */
export const parseAsSearch = createParser<string>({
  parse: (value) => value.trim().slice(0, SEARCH_LENGTH) || null,
  serialize: (value) => value.trim().slice(0, SEARCH_LENGTH),
})

const DEFAULT_PAGE_SIZE = 50
const DEFAULT_LAST_PAGE = 2000

/** How a list is read from an address and written back into one. */
function listAddress<const Sort extends string, Parsers extends ParserMap>(definition: ListDefinition<Sort, Parsers>) {
  type Filters = inferParserType<Parsers>
  type State = ListState<Sort, Filters>
  const lastPage = definition.lastPage ?? DEFAULT_LAST_PAGE
  const position = {
    sort: parseAsStringLiteral<string>(definition.sorts).withDefault(definition.initial.sort),
    dir: parseAsStringLiteral(['asc', 'desc'] as const).withDefault(definition.initial.dir),
    page: parseAsInteger.withDefault(1),
    open: parseAsString,
  }
  const loadPosition = createLoader(position)
  const loadFilters = createLoader(definition.filters)
  const writePosition = createSerializer(position)
  const writeFilters = createSerializer(definition.filters)
  const clamp = (page: number) => Math.min(Math.max(1, page), lastPage)
  const filtered = (filters: Filters) => writeFilters(definition.path, filters as Parameters<typeof writeFilters>[1])
  return {
    clamp,
    parse: (input: LoaderInput): State => {
      const { sort, dir, page, open } = loadPosition(input)
      return { sort: sort as Sort, dir, page: clamp(page), open, filters: loadFilters(input) as Filters }
    },
    write: ({ filters, sort, dir, page, open }: State): string =>
      writePosition(filtered(filters), { sort, dir, page, open }),
    writeOrder: ({ sort, dir }: State): string => writePosition(definition.path, { sort, dir }),
    hasFilters: ({ filters }: State): boolean => filtered(filters) !== definition.path,
  }
}

/** What a change does to the rest: filters and order go back to page 1, filters and pages close the panel. */
function changed<Sort extends string, Filters>(
  state: ListState<Sort, Filters>,
  change: ListChange<Sort, Filters>,
): ListState<Sort, Filters> {
  const refiltered = change.filters !== undefined
  const reordered = change.sort !== undefined || change.dir !== undefined
  const page = change.page ?? (refiltered || reordered ? 1 : state.page)
  const moved = refiltered || page !== state.page
  return {
    sort: change.sort ?? state.sort,
    dir: change.dir ?? state.dir,
    page,
    open: change.open === undefined ? (moved ? null : state.open) : change.open,
    filters: { ...state.filters, ...change.filters } as Filters,
  }
}

/** The order for Prisma, with the id as the last tie-break in the same direction, so that one index serves both. */
function orderOf<Sort extends string>(sort: Sort, dir: SortDirection): ListOrder<Sort>[] {
  const first = { [sort]: dir } as ListOrder<Sort>
  return (sort as string) === 'id' ? [first] : [first, { id: dir } as ListOrder<Sort>]
}

export type ListOrder<Sort extends string> = Partial<Record<Sort | 'id', SortDirection>>

/**
 * Describes a list once for both sides: the page reads the address with `load`, the table writes addresses with `href`.
 * Sorting is limited to a whitelist, a changed filter or sort goes back to page 1, a changed filter or page closes the
 * detail panel, and the id is always the last tie-break, so pages neither repeat nor lose a row.
 */
export function defineList<const Sort extends string, Parsers extends ParserMap>(
  definition: ListDefinition<Sort, Parsers>,
) {
  type Filters = inferParserType<Parsers>
  type State = ListState<Sort, Filters>
  const address = listAddress<Sort, Parsers>(definition)
  const pageSize = definition.pageSize ?? DEFAULT_PAGE_SIZE
  /** The address of the list after a change; without one, the address of where it stands. */
  const href = (state: State, change: ListChange<Sort, Filters> = {}): string => {
    const next = changed(state, change)
    return address.write({ ...next, page: address.clamp(next.page) })
  }
  return {
    path: definition.path,
    sorts: definition.sorts,
    pageSize,
    parse: address.parse,
    /** Reads the `searchParams` of a page. */
    load: async (input: LoaderInput | Promise<LoaderInput>): Promise<State> => address.parse(await input),
    href,
    /** A column header: the first click sorts upwards, the second turns it round. */
    sortHref: (state: State, sort: Sort): string =>
      href(state, { sort, dir: state.sort === sort && state.dir === 'asc' ? 'desc' : 'asc' }),
    /** The slice to read: how many rows to pass over, how many to take. */
    window: (state: State): { skip: number; take: number } => ({ skip: (state.page - 1) * pageSize, take: pageSize }),
    /** The order to read in, for Prisma. */
    orderBy: (state: State): ListOrder<Sort>[] => orderOf(state.sort, state.dir),
    /** The address without any filter, where "show everything" leads. */
    clearHref: address.writeOrder,
    /** True when the filters leave something out. */
    isFiltered: address.hasFilters,
  }
}

/** The part of a descriptor the shared table uses. */
export type ListDescriptor<Sort extends string, Filters> = {
  path: string
  pageSize: number
  href: (state: ListState<Sort, Filters>, change?: ListChange<Sort, Filters>) => string
  sortHref: (state: ListState<Sort, Filters>, sort: Sort) => string
  clearHref: (state: ListState<Sort, Filters>) => string
  isFiltered: (state: ListState<Sort, Filters>) => boolean
}
