import { isDayFormat } from './xlsx-dates'
import { type Archive, UnzipError } from './xlsx-unzip'
import { readXml, unescapeXlsx } from './xlsx-xml'

/** What a workbook says about its sheets, before any of them is read. */
export type Book = {
  sheets: { name: string; path: string; hidden: boolean }[]
  from1904: boolean
  sharedStrings: string | null
  styles: string | null
}

const RELATIONS = 'xl/_rels/workbook.xml.rels'
const WORKBOOK = 'xl/workbook.xml'

function pathOf(target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  return `xl/${target.replace(/^\.\//, '')}`
}

type Relation = { path: string; type: string }

async function readRelations(archive: Archive): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>()
  await readXml(archive.read(RELATIONS), {
    open(name, { Id: id, Target: target, Type: type }) {
      if (name === 'Relationship' && id && target && type) relations.set(id, { path: pathOf(target), type })
    },
  })
  return relations
}

/** Reads which sheets there are and where they lie. */
export async function readBook(archive: Archive): Promise<Book> {
  if (!archive.has(WORKBOOK) || !archive.has(RELATIONS)) throw new UnzipError('xlsx-damaged')
  const relations = await readRelations(archive)
  const book: Book = { sheets: [], from1904: false, sharedStrings: null, styles: null }
  for (const { path, type } of relations.values()) {
    if (!archive.has(path)) continue
    if (type.endsWith('/sharedStrings')) book.sharedStrings = path
    if (type.endsWith('/styles')) book.styles = path
  }
  await readXml(archive.read(WORKBOOK), {
    open(name, attributes) {
      if (name === 'workbookPr') book.from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const relation = relations.get(attributes['r:id'] ?? attributes.id ?? '')
      if (!relation?.type.endsWith('/worksheet') || !archive.has(relation.path)) return
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      book.sheets.push({ name: unescapeXlsx(attributes.name ?? ''), path: relation.path, hidden })
    },
  })
  return book
}

/** The texts that cells point to by number. Readings for pronunciation are left out. */
export async function readSharedStrings(archive: Archive, book: Book, longest: number): Promise<string[]> {
  const texts: string[] = []
  if (book.sharedStrings === null) return texts
  let text = ''
  let inText = false
  let aside = 0
  await readXml(archive.read(book.sharedStrings), {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') aside += 1
      inText = name === 't' && aside === 0
    },
    text(part) {
      // One more than the limit is enough to know that it is too long.
      if (inText && text.length <= longest) text += part
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') aside -= 1
      if (name === 'si') texts.push(unescapeXlsx(text))
    },
  })
  return texts
}

/** For each cell style whether it shows its number as a day. */
export async function readDayStyles(archive: Archive, book: Book): Promise<boolean[]> {
  const styles: boolean[] = []
  if (book.styles === null) return styles
  const codes = new Map<number, string>()
  let inCells = false
  await readXml(archive.read(book.styles), {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') inCells = true
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'xf' && inCells) styles.push(isDayFormat(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}
