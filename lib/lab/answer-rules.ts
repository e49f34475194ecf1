import { textAt } from './json-path'
import type { Actual } from './model'
import type { AnswerPaths, Report } from './schema'

/** What a target says it did. */
export type Answer = Pick<Actual, 'contact' | 'thread' | 'workflow' | 'error' | 'messageStatus'>

const KEYS = ['contact', 'thread', 'workflow', 'error', 'messageStatus'] as const

/** Reads an answer by JSON paths; what is no JSON says nothing. */
export function answerOf(paths: AnswerPaths, raw: string): Answer {
  const document = parsed(raw)
  const answer: Answer = {}
  for (const key of KEYS) answer[key] = textAt(paths[key], document)
  return answer
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

/** A report has the same parts under fixed names. */
export function answerOfReport(report: Omit<Report, 'wamid'>): Answer {
  const answer: Answer = {}
  for (const key of KEYS) answer[key] = report[key] === '' ? null : report[key]
  return answer
}

/**
 * What is missing in an answer, once it is known that the target does tell it: then it told that there is none. An error is
 * something most answers do not have, so a path to it that leads nowhere is no error.
 */
export function completed(answer: Answer, tells: Answer, paths: Pick<AnswerPaths, 'error'> | null): Answer {
  const known = (key: (typeof KEYS)[number]) =>
    answer[key] === undefined && tells[key] !== undefined ? null : answer[key]
  const asksForError = paths === null || paths.error !== ''
  return {
    ...{ contact: known('contact'), thread: known('thread'), workflow: known('workflow') },
    messageStatus: answer.messageStatus,
    error: answer.error === undefined && asksForError ? null : answer.error,
  }
}

/** Why answers of a target cannot be used, seen at a message that every handler knows; null when they can. */
export function trialProblem(actual: Actual, customer: string, where: string): string | null {
  if (actual.status === null)
    return `The handler did not answer a plain message of a customer. ${actual.noAnswer ?? ''}`
  if (actual.status === 401 || actual.status === 403)
    return `The handler refused a plain message of a customer with ${actual.status}. Compare the secret of this target with the app secret of the handler.`
  if (actual.status >= 300) return `The handler answered a plain message of a customer with ${actual.status}.`
  if (actual.contact === undefined) return `The outcome cannot be read: ${where} says nothing about the contact.`
  if (actual.contact === null)
    return `A plain message with the phone of ${customer} reached nobody. Load the customers of the dataset into the system under test first.`
  if (actual.contact !== customer)
    return `A plain message with the phone of ${customer} reached “${actual.contact}”. Load the customers of the dataset into the system under test first, and check the path to the contact.`
  return null
}
