/** Texts that tell nobody anything, whatever stands around them. */
const EMPTY_WORDS =
  /^(?:(?:an? )?(?:unknown|unexpected|internal(?: server)?|generic)? ?(?:error|failure|exception)s?(?: occurred)?|something went wrong|oops|failed|fail|bad request|invalid(?: request| input| payload)?|null|undefined|none|nil|nan|false|true|ok|n\/a)[.! ]*$/i
const CODE_ONLY = /^[A-Z0-9_.:#-]+$/
const STACK = /(?:^|\n)\s*at .+\(.+:\d+(?::\d+)?\)|Traceback \(most recent call last\)|\.(?:js|ts|py|rb|java|php):\d+/
const OF_THE_LANGUAGE =
  /\[object Object\]|\b(?:(?:Type|Reference|Syntax|Range|Key|Attribute|Value|Index)Error|NullPointerException|NoneType|cannot read propert|is not a function|is not defined|undefined method)/i

export type Clarity = { clear: true } | { clear: false; why: string }

/**
 * Whether somebody who is no developer could act on an error text: it is a sentence of at least three words, and neither a
 * bare code nor what a programming language says of itself.
 */
export function clarityOf(text: string): Clarity {
  const trimmed = text.trim()
  if (trimmed === '') return { clear: false, why: 'It is empty.' }
  if (OF_THE_LANGUAGE.test(trimmed) || STACK.test(trimmed))
    return {
      clear: false,
      why: 'It is what the program says of itself, and does not name what happened to the message.',
    }
  if (EMPTY_WORDS.test(trimmed)) return { clear: false, why: 'It says that something failed, and not what.' }
  if (CODE_ONLY.test(trimmed)) return { clear: false, why: 'It is a code without a sentence.' }
  const words = trimmed.split(/\s+/).filter((word) => /\p{L}{2,}/u.test(word))
  if (words.length < 3) return { clear: false, why: 'It is too short to say what happened and what to do.' }
  return { clear: true }
}
