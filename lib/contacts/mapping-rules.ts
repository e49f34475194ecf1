import { fail, ok, type Result } from '@/lib/shared/result'
import { parseBsuid } from '@/lib/whatsapp/bsuid'
import type { ContactInput, ImportMapping } from './schema'
import { FIELD_WORDS, IMPORT_FIELDS, type ImportField, type ImportKey } from './vocabulary'

/** Which column of a file is what: guessed from its heading and first rows, corrected by a person, checked, applied. */

/** Headings of CRM exports, without case, spaces and signs. The first field whose pattern fits is taken. */
const HEADINGS: readonly [Exclude<ImportField, 'ignore'>, RegExp][] = [
  ['bsuid', /^(wa|whatsapp|meta)?(parent)?bsuids?\d*$|businessscopeduserid|^(wa|whatsapp)userid$/],
  ['username', /^(wa|whatsapp)?(user|screen)names?$|^(wa|whatsapp)handle$/],
  [
    'crmContactId',
    /^(crm|contact|customer|client|record|external|account|person)*(id|key)$|^(crm|customer|client|account)(number|no)$|^crm$/,
  ],
  ['email', /^(primary|work|home|contact)?e?mail(address)?\d*$/],
  [
    'phone',
    /^(?!.*(type|consent|verified|optin)).*(phone|mobile|cell|telephone|whatsapp|msisdn|waid).*$|^tel\d*$|^contactnumber$/,
  ],
  ['name', /^(full|contact|customer|display|first|given|middle|last|family|sur)?names?$/],
  ['labels', /^(labels?|tags?|segments?|groups?|lists?)$/],
  ['language', /^(preferred)?(languages?|lang|locale)(code)?$/],
]

/** Only these can come from several columns; names are put together in the order of the columns. */
const SEVERAL: readonly ImportField[] = ['ignore', 'name', 'phone', 'bsuid', 'username', 'labels']

function byHeading(heading: string): ImportField {
  const folded = heading.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return HEADINGS.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'ignore'
}

function byValues(values: readonly string[]): ImportField | undefined {
  const given = values.filter((value) => value.trim() !== '')
  return given.length > 0 && given.every((value) => parseBsuid(value.trim())) ? 'bsuid' : undefined
}

/** A first choice for every column; each field that can come from one column only is given out once. */
export function suggestColumns(header: readonly string[], sample: readonly (readonly string[])[]): ImportField[] {
  const taken = new Set<ImportField>()
  return header.map((heading, i) => {
    const field = byValues(sample.map((cells) => cells[i] ?? '')) ?? byHeading(heading)
    if (taken.has(field) && !SEVERAL.includes(field)) return 'ignore'
    taken.add(field)
    return field
  })
}

export function suggestKey(columns: readonly ImportField[]): ImportKey {
  return columns.includes('crmContactId') ? 'crmContactId' : 'identifiers'
}

export type MappingProblem =
  | 'username-not-a-key'
  | 'import-key-missing'
  | 'import-key-unused'
  | 'import-no-fields'
  | 'import-field-twice'
  | 'import-columns-changed'

const NAMES_SOMEBODY: readonly ImportField[] = ['crmContactId', 'name', 'email', 'phone', 'bsuid']

/** Whether a choice of columns can be used for a file with this many columns. A username is refused as the key. */
export function checkMapping(mapping: ImportMapping, columnCount: number): Result<ImportMapping, MappingProblem> {
  const { columns, key } = mapping
  if (columns.length !== columnCount) return fail('import-columns-changed')
  if (key === 'username') return fail('username-not-a-key')
  const hasCrmId = columns.includes('crmContactId')
  if (key === 'crmContactId' && !hasCrmId) return fail('import-key-missing')
  if (key === 'identifiers' && hasCrmId) return fail('import-key-unused')
  if (!columns.some((field) => NAMES_SOMEBODY.includes(field))) return fail('import-no-fields')
  const twice = columns.find((field, i) => !SEVERAL.includes(field) && columns.indexOf(field) !== i)
  return twice ? fail('import-field-twice', { field: FIELD_WORDS[twice] }) : ok(mapping)
}

const MAY_BE_SEVERAL = /[;|\n,]/

/** Several values in one cell: separated by semicolons, bars or line ends; by commas where there is nothing else. */
function valuesIn(cell: string): string[] {
  const separator = /[;|\n]/.test(cell) ? /[;|\n]/ : /,/
  return cell
    .split(separator)
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

/** Which columns each field comes from; worked out once for a file. */
export type ColumnLayout = Readonly<Record<ImportField, readonly number[]>>

export function layoutOf(columns: readonly ImportField[]): ColumnLayout {
  const at = (field: ImportField) => columns.flatMap((column, i) => (column === field ? [i] : []))
  return Object.fromEntries(IMPORT_FIELDS.map((field) => [field, at(field)])) as Record<ImportField, number[]>
}

function textIn(cells: readonly string[], columns: readonly number[]): string | undefined {
  let text = ''
  for (const column of columns) {
    const cell = (cells[column] ?? '').trim()
    if (cell !== '') text = text === '' ? cell : `${text} ${cell}`
  }
  return text === '' ? undefined : text
}

function listIn(cells: readonly string[], columns: readonly number[]): string[] | undefined {
  let values: string[] | undefined
  for (const column of columns) {
    const cell = (cells[column] ?? '').trim()
    if (cell === '') continue
    const found = MAY_BE_SEVERAL.test(cell) ? valuesIn(cell) : [cell]
    values = values ? values.concat(found) : found
  }
  return values?.length ? values : undefined
}

/** A row as a contact. An empty cell says nothing: what is known stays. */
export function toContactInput(cells: readonly string[], layout: ColumnLayout): ContactInput {
  return {
    crmContactId: textIn(cells, layout.crmContactId),
    name: textIn(cells, layout.name),
    email: textIn(cells, layout.email),
    language: textIn(cells, layout.language),
    phones: listIn(cells, layout.phone),
    bsuids: listIn(cells, layout.bsuid),
    usernames: listIn(cells, layout.username),
    labels: listIn(cells, layout.labels),
  }
}

/** Fields of a problem (read-contact-rules.ts) as columns of the mapping. */
const FIELD_OF_PROBLEM: Record<string, ImportField> = {
  crmContactId: 'crmContactId',
  name: 'name',
  email: 'email',
  language: 'language',
  phones: 'phone',
  bsuids: 'bsuid',
  usernames: 'username',
  labels: 'labels',
}

/** The heading a problem is under: the first filled column of its field. */
export function columnOfProblem(
  field: string | null,
  file: { header: readonly string[]; columns: readonly ImportField[]; cells: readonly string[] },
): string | null {
  const wanted = field === null ? undefined : FIELD_OF_PROBLEM[field]
  if (!wanted) return null
  const filled = file.columns.findIndex((column, i) => column === wanted && (file.cells[i] ?? '').trim() !== '')
  const index = filled >= 0 ? filled : file.columns.indexOf(wanted)
  return file.header[index] ?? null
}
