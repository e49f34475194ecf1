const LARGEST_DRAWING = 500_000

/** The parser folds names to lower case, which drawings do not survive. */
const CAMEL = new Map(
  `viewBox preserveAspectRatio patternUnits patternTransform patternContentUnits gradientUnits gradientTransform
   clipPathUnits maskUnits linearGradient radialGradient clipPath textPath foreignObject`
    .split(/\s+/)
    .map((name) => [name.toLowerCase(), name]),
)
const restored = (name: string): string => CAMEL.get(name) ?? name

/** Copies a drawing that stands in the page itself, so that a code in it can be read like any other picture. */
export class Drawing {
  private depth = 0
  private source = ''

  get open(): boolean {
    return this.depth > 0
  }

  enter(name: string, attributes: Record<string, string>): void {
    this.depth += 1
    const written = Object.entries(attributes).map(([key, value]) => ` ${restored(key)}="${escapeXml(value)}"`)
    const space = this.depth === 1 && !attributes.xmlns ? ' xmlns="http://www.w3.org/2000/svg"' : ''
    if (this.source.length < LARGEST_DRAWING) this.source += `<${restored(name)}${space}${written.join('')}>`
  }

  /** The whole drawing when it has just ended. */
  leave(name: string): string | null {
    this.depth -= 1
    if (this.source.length < LARGEST_DRAWING) this.source += `</${restored(name)}>`
    if (this.depth > 0) return null
    const source = this.source
    this.source = ''
    return source.length < LARGEST_DRAWING ? source : null
  }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
