import { isObject, type JsonObject, readText } from './payload-json'

/** WhatsApp's own limit for the body of a text message. */
export const TEXT_LIMIT = 4096

function textAt(message: JsonObject, part: string, name: string): string | undefined {
  const holder = message[part]
  return isObject(holder) ? readText(holder[name], TEXT_LIMIT) : undefined
}

/** What the customer chose or filled in: the title of a button or list row, or the text of a flow's answer. */
function interactiveText(message: JsonObject): string | undefined {
  const interactive = message.interactive
  if (!isObject(interactive)) return undefined
  return (
    textAt(interactive, 'button_reply', 'title') ??
    textAt(interactive, 'list_reply', 'title') ??
    textAt(interactive, 'nfm_reply', 'body')
  )
}

/**
 * The words routing may look at: the body, the text of the button that was pressed, or the caption of a picture, video or
 * document. Cut to 4,096 characters and safe to store. Undefined for messages without words.
 */
export function textOf(type: string, message: JsonObject): string | undefined {
  switch (type) {
    case 'text':
      return textAt(message, 'text', 'body')
    case 'button':
      return textAt(message, 'button', 'text')
    case 'interactive':
      return interactiveText(message)
    case 'image':
    case 'video':
    case 'document':
      return textAt(message, type, 'caption')
    case 'order':
      return textAt(message, 'order', 'text')
    default:
      return undefined
  }
}
