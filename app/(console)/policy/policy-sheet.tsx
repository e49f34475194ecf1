import { EXAMPLES_SHOWN } from '@/lib/policy/budget-rules'
import { exampleNames } from '@/lib/policy/pattern-rules'
import type { PolicyContent } from '@/lib/policy/schema'
import { CLASS_KEYS, type ClassKey, LIST_KEYS } from '@/lib/policy/vocabulary'
import { bannedLine, CLASS_WORDS, LIST_WORDS, listLine, patternWords, rolesLine } from '@/lib/policy/words'

/** On paper the sizes are those that lib/policy/budget-rules.ts counts with. */
const TEXT = 'text-control print:text-[9pt] print:leading-[12pt]'
const CELL = 'border-b border-line px-3 py-2.5 text-left align-top font-normal first:pl-0 print:px-[6pt] print:py-[4pt]'

type PolicySheetProps = { business: string; title: string; content: PolicyContent }

/** The policy as one page, for those who follow it: what a handle is made of, who may ask, who approves. */
export function PolicySheet({ business, title, content }: PolicySheetProps) {
  return (
    <article aria-label={`Naming policy, ${title}`} className={TEXT}>
      <header className="border-b-2 border-ink pb-2 print:pb-[4pt]">
        <h2 className="text-[20px] leading-[26px] print:text-[15pt] print:leading-[19pt]">
          Naming policy of {business}
        </h2>
        <p className="text-small text-ink-2 print:text-[8.5pt] print:leading-[12pt]">{title}</p>
      </header>
      {content.purpose ? <p className="mt-3 [overflow-wrap:anywhere] print:mt-[5pt]">{content.purpose}</p> : null}
      <Classes content={content} />
      <Lists content={content} />
      <Common maxLength={content.maxLength} />
    </article>
  )
}

function Classes({ content }: { content: PolicyContent }) {
  return (
    <section
      aria-label="Classes"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="quiet-scroll mt-3 overflow-x-auto -outline-offset-2 print:mt-[4pt] print:overflow-visible"
    >
      <table className="w-full table-fixed border-collapse max-md:min-w-[640px]">
        <thead>
          <tr className="text-small text-ink-2 print:text-[8.5pt] print:leading-[12pt]">
            <th scope="col" className={`${CELL} w-[24%]`}>
              Class
            </th>
            <th scope="col" className={`${CELL} w-[44%]`}>
              Pattern and examples
            </th>
            <th scope="col" className={`${CELL} w-[18%]`}>
              May ask
            </th>
            <th scope="col" className={`${CELL} w-[14%]`}>
              Approves
            </th>
          </tr>
        </thead>
        <tbody>
          {CLASS_KEYS.map((key) => (
            <ClassRow key={key} classKey={key} content={content} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ClassRow({ classKey, content }: { classKey: ClassKey; content: PolicyContent }) {
  const { note, patterns, requesters, approver } = content.classes[classKey]
  return (
    <tr className="[overflow-wrap:anywhere]">
      <th scope="row" className={CELL}>
        <b className="font-[550]">{CLASS_WORDS[classKey].name}</b>
        {note ? <span className="block text-ink-2">{note}</span> : null}
      </th>
      <td className={CELL}>
        {patterns.length === 0 ? <span className="text-block">No pattern yet.</span> : null}
        {patterns.map((pattern) => (
          <div key={JSON.stringify(pattern)}>
            {patternWords(pattern)}
            <code className="machine block text-ink-2 print:text-[9pt] print:leading-[12pt]">
              {exampleNames(pattern, content.lists, EXAMPLES_SHOWN)
                .map((name) => `@${name}`)
                .join(' ')}
            </code>
          </div>
        ))}
      </td>
      <td className={CELL}>{rolesLine(requesters)}</td>
      <td className={CELL}>{rolesLine(approver ? [approver] : [])}</td>
    </tr>
  )
}

function Lists({ content }: { content: PolicyContent }) {
  const rows = [
    ...LIST_KEYS.map((key) => ({ name: LIST_WORDS[key].name, text: listLine(key, content.lists[key]) })),
    { name: 'Never in a handle', text: bannedLine(content.banned) },
  ]
  return (
    <dl className="mt-3 space-y-1.5 print:mt-[6pt] print:space-y-[4pt]">
      {rows.map(({ name, text }) =>
        text === null ? null : (
          <div key={name} className="[overflow-wrap:anywhere]">
            <dt className="inline font-[550]">{name}: </dt>
            <dd className="inline text-ink-2">{text}</dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** What holds for every handle, whatever its class. */
function Common({ maxLength }: { maxLength: number }) {
  return (
    <footer className="mt-3 border-t border-line pt-2 text-ink-2 print:mt-[6pt] print:pt-[4pt]">
      <p>
        Every handle has 3 to {maxLength} characters: a to z, 0 to 9, periods and underscores, with at least one letter.
        It neither begins with “www” nor ends like a web address. Upper and lower case are the same.
      </p>
      <p className="mt-1 print:mt-[2pt]">
        To ask for one: Handrail, Naming policy, Requests. The policy answers at once, and whoever approves the class
        decides. Nothing is printed with a handle before it is approved: an old handle does not lead to the new one.
      </p>
    </footer>
  )
}
