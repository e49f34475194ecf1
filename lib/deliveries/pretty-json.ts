const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g
const INDENT = '  '

/**
 * A body indented for reading, token by token: unlike a parse and a print, that keeps duplicate keys, long numbers and
 * escapes exactly as they came. What is not JSON is shown as it is.
 */
export function prettyJson(raw: string): { text: string; isJson: boolean } {
  try {
    JSON.parse(raw)
  } catch {
    return { text: raw, isJson: false }
  }
  return { text: indented(raw.match(TOKENS) ?? []), isJson: true }
}

function indented(tokens: readonly string[]): string {
  const parts: string[] = []
  let depth = 0
  const breakLine = () => parts.push('\n', INDENT.repeat(depth))
  tokens.forEach((token, index) => {
    const opens = token === '{' || token === '['
    const closes = token === '}' || token === ']'
    const before = tokens[index - 1]
    if (closes) {
      depth -= 1
      if (before !== '{' && before !== '[') breakLine()
    } else if (before === '{' || before === '[' || before === ',') breakLine()
    parts.push(token === ':' ? ': ' : token)
    if (opens) depth += 1
  })
  return parts.join('')
}
