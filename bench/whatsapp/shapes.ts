import type { SampleParams } from '@/lib/whatsapp/sample-parts'
import { buildSample, type SampleName } from '@/lib/whatsapp/samples'
import { compileTemplate, type Template } from './templates'

/** One shape of the payload pack, ready to be written many times. */
export type Shape = {
  /** The whole change. */
  change: Template
  /** The one message or status in it and its contact, when it stands in the field `messages`. */
  listed: { list: 'messages' | 'statuses'; element: Template; contact: Template | undefined } | undefined
  /** For a status: which. */
  status: string | undefined
  hasWamid: boolean
}

type Change = { field: string; value: { contacts?: object[]; messages?: object[]; statuses?: { status?: string }[] } }

function changeOf(payload: object): Change {
  const { entry } = payload as { entry?: [{ changes?: [Change] }] }
  const change = entry?.[0].changes?.[0]
  if (!change) throw new Error('A sample without a change cannot be generated.')
  return change
}

function compileShape(change: Change): Shape {
  const { messages, statuses, contacts } = change.value
  const element = messages?.[0] ?? statuses?.[0]
  const text = JSON.stringify(change)
  const contact = contacts?.[0] && compileTemplate(JSON.stringify(contacts[0]))
  const list = messages ? 'messages' : 'statuses'
  return {
    change: compileTemplate(text),
    listed:
      change.field === 'messages' && element
        ? { list, element: compileTemplate(JSON.stringify(element)), contact }
        : undefined,
    status: statuses?.[0]?.status,
    hasWamid: text.includes('"id":"wamid.'),
  }
}

/** The shapes by name, each compiled when it is first needed. */
export function shapesFor(params: SampleParams): (name: SampleName) => Shape {
  const compiled = new Map<SampleName, Shape>()
  return (name) => {
    const known = compiled.get(name)
    if (known) return known
    const shape = compileShape(changeOf(buildSample(name, params)))
    compiled.set(name, shape)
    return shape
  }
}
