import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { serialOfDay } from './xlsx-dates'
import { escapeXlsx } from './xlsx-xml'

/** A cell: text stays text whatever it looks like, so that no program runs it as a formula. */
export type XlsxCell = string | number | null | { day: string }

export type XlsxColumn<Row> = { header: string; width: number; value: (row: Row) => XlsxCell }

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATED = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const KIND = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const CONTENT_TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${KIND}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/></Types>`
const ROOT_RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
const BOOK_RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATED}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATED}/styles" Target="styles.xml"/></Relationships>`
/** Style 1 shows a day, style 2 is the heading, style 3 is text. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`

function workbook(sheet: string): string {
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATED}"><sheets><sheet name="${escapeXlsx(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}

function textCell(text: string, style: number): string {
  return text === ''
    ? '<c/>'
    : `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escapeXlsx(text)}</t></is></c>`
}

function cellXml(cell: XlsxCell): string {
  if (cell === null) return '<c/>'
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  return typeof cell === 'string' ? textCell(cell, 3) : `<c s="1"><v>${serialOfDay(cell.day)}</v></c>`
}

async function* sheetXml<Row>(columns: readonly XlsxColumn<Row>[], pages: AsyncIterable<readonly Row[]>) {
  const widths = columns.map(({ width }, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row>${columns.map((column) => textCell(column.header, 2)).join('')}</row>`
  for await (const rows of pages) {
    yield rows.map((row) => `<row>${columns.map((column) => cellXml(column.value(row))).join('')}</row>`).join('')
  }
  yield '</sheetData></worksheet>'
}

/** A workbook of one sheet as a stream of bytes: one page of rows is asked for each time the reader is ready for more. */
export function xlsxStream<Row>(
  sheet: string,
  columns: readonly XlsxColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): ReadableStream<Uint8Array> {
  const zip = new ZipFile()
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(xml), name)
  add('[Content_Types].xml', CONTENT_TYPES)
  add('_rels/.rels', ROOT_RELATIONS)
  add('xl/workbook.xml', workbook(sheet))
  add('xl/_rels/workbook.xml.rels', BOOK_RELATIONS)
  add('xl/styles.xml', STYLES)
  zip.addReadStream(Readable.from(sheetXml(columns, pages)), 'xl/worksheets/sheet1.xml')
  // What the database refuses half-way ends the download: a file that is cut off does not open.
  zip.on('error', (error) => zip.outputStream.emit('error', error))
  zip.end()
  return Readable.toWeb(Readable.from(zip.outputStream)) as ReadableStream<Uint8Array>
}

/** Headers of a XLSX download. */
export function xlsxHeaders(fileName: string): Record<string, string> {
  return {
    'content-type': `${KIND}.sheet`,
    'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]+/g, '-')}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
}
