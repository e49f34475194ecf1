import type { Identity, IdentityCell } from '@/components/identity/identity-cells'
import { IdentityStack, type StackedIdentity } from '@/components/identity/identity-stack'
import { Shown } from '@/components/identity/reveal-scope'
import { TextLink } from '@/components/ui/text-link'
import type { ConflictDetail } from '@/lib/duplicates/conflict-detail'
import type { DetailStrip, StripCell } from '@/lib/duplicates/detail-strips'

function cellOf({ presence, text, source, missingText, compared, remark, group, also }: StripCell): IdentityCell {
  return {
    presence,
    value: text === null ? undefined : <Shown source={source} masked={text} />,
    ...(missingText ? { missingText } : {}),
    compared: compared ?? undefined,
    remark: remark ?? undefined,
    group: group ?? undefined,
    also: also ? (
      <>
        <span className="font-sans">parent</span> <Shown source={also.source} masked={also.text} />
      </>
    ) : undefined,
  }
}

function identityOf({ cells }: DetailStrip): Identity {
  return {
    phone: cellOf(cells.phone),
    username: cellOf(cells.username),
    bsuid: cellOf(cells.bsuid),
    number: cellOf(cells.number),
    contact: cellOf(cells.contact),
    thread: cellOf(cells.thread),
  }
}

type ContactStrip = Extract<DetailStrip, { of: 'contact' }>['contact']

function ContactNote({ contact }: { contact: ContactStrip }) {
  const { crmContactId, name, placed, gone } = contact
  const who = crmContactId ? (name ? crmContactId : '') : 'provisional'
  if (gone?.how === 'erased') return <>erased since</>
  if (gone?.how === 'merged') {
    return gone.intoId ? (
      <>
        merged since, <TextLink href={`/contacts/${gone.intoId}`}>open the one that stayed</TextLink>
      </>
    ) : (
      <>merged since</>
    )
  }
  return <>{[who, placed ? 'has the events' : ''].filter(Boolean).join(', ')}</>
}

const contactName = ({ name, crmContactId }: ContactStrip): string => name ?? crmContactId ?? 'No name yet'

function rowOf(strip: DetailStrip, detail: ConflictDetail): StackedIdentity {
  const identity = identityOf(strip)
  if (strip.of === 'contact') {
    const name = contactName(strip.contact)
    const title =
      strip.contact.gone === null ? <TextLink href={`/contacts/${strip.contact.id}`}>{name}</TextLink> : name
    return {
      key: strip.key,
      label: `What ${name} holds, ${strip.contact.crmContactId ?? 'provisional'}`,
      title,
      note: <ContactNote contact={strip.contact} />,
      identity,
    }
  }
  if (strip.of === 'before') {
    return { key: 'before', label: 'What the change says was before', title: 'Before the change', identity }
  }
  const changed = detail.strips.some((other) => other.of === 'before')
  const title = changed ? 'After the change' : 'What the payload showed'
  const decision = strip.decisive ? { cells: [strip.decisive], rule: detail.ruleCaption } : undefined
  return { key: 'now', label: title, title, note: decision ? undefined : detail.ruleCaption, identity, decision }
}

/** What was shown and what is held, above each other: the evidence of the conflict. */
export function Evidence({ detail, shape }: { detail: ConflictDetail; shape: 'wide' | 'folded' }) {
  return (
    <div className="space-y-3">
      <IdentityStack shape={shape} rows={detail.strips.map((strip) => rowOf(strip, detail))} />
      {detail.others.length > 0 ? (
        <p className="text-small text-ink-2">
          It could also be{' '}
          {detail.others.map(({ id, label }, i) => (
            <span key={id}>
              {i > 0 ? ', ' : ''}
              <TextLink href={`/contacts/${id}`} className="machine">
                {label}
              </TextLink>
            </span>
          ))}
          .
        </p>
      ) : null}
    </div>
  )
}
