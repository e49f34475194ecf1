import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { IdentityStrip } from '@/components/identity/identity-strip'
import { Chip } from '@/components/ui/chip'
import { KeyValues } from '@/components/ui/key-values'
import { MonoBlock } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import type { Beat } from '@/lib/lab/model'
import { expectedWords } from '@/lib/lab/outcome-words'
import { findVariation, type Variation } from '@/lib/lab/pack'
import { SOURCES } from '@/lib/lab/pack-facts'
import { payloadIdentity } from '@/lib/lab/payload-identity'
import { planChoices } from '@/lib/lab/plan-queries'
import { type Preview, previewPayload } from '@/lib/lab/preview'
import { GROUP_WORDS } from '@/lib/lab/vocabulary'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { SavePayloadDialog } from '../../save-payload-dialog'
import { FireButton } from './fire-button'
import { ValuesForm } from './values-form'

export const metadata: Metadata = { title: 'Payload' }

const text = (value: string | string[] | undefined): string => (typeof value === 'string' ? value.slice(0, 4_096) : '')

/** One payload of the pack: JSON and identity strip side by side, with values of one's own. */
export default async function PayloadPage({ params, searchParams }: PageProps<'/lab/payloads/[name]'>) {
  const actor = await requireActor('lab:read')
  const variation = findVariation((await params).name)
  if (!variation) notFound()
  const asked = await searchParams
  const values = {
    ...{ numberId: text(asked.number), text: text(asked.text) },
    ...{ profileName: text(asked.profile).slice(0, 120), username: text(asked.username).slice(0, 35) },
  }
  const [preview, choices] = await Promise.all([previewPayload(actor, variation, values), planChoices(actor)])
  return (
    <Page>
      <PageHead
        back={<TextLink href="/lab/payloads">Payload pack</TextLink>}
        title={variation.title}
        sentence={variation.reason}
        actions={
          can(actor, 'lab:write') ? (
            <>
              <SavePayloadDialog
                given={{
                  ...{ kind: 'variant', variation: variation.name },
                  ...{ text: values.text, profileName: values.profileName },
                }}
              />
              <FireButton payload={{ name: variation.name, ...values }} targets={choices.targets} />
            </>
          ) : null
        }
      />
      <div className="space-y-4">
        {preview.missing ? <Notice tone="info">{preview.missing} It is shown with an invented one.</Notice> : null}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <Panel title="What it is">
            <Facts variation={variation} />
          </Panel>
          <Panel title="With your values">
            <ValuesForm
              numbers={choices.numbers}
              values={{
                number: values.numberId,
                text: values.text,
                profile: values.profileName,
                username: values.username,
              }}
            />
          </Panel>
        </div>
        {preview.beats.map((beat, i) => (
          <BeatPanel key={beat.role + beat.body} beat={beat} preview={preview} place={i + 1} />
        ))}
      </div>
    </Page>
  )
}

function Facts({ variation: { group, fact, source, expected, knows, name } }: { variation: Variation }) {
  return (
    <KeyValues
      rows={[
        { key: 'Group', value: GROUP_WORDS[group] },
        { key: 'Fact', value: fact },
        { key: 'Source', value: <TextLink href={SOURCES[source].url}>{SOURCES[source].title}</TextLink> },
        { key: 'Person', value: knows === 'customer' ? 'a customer the CRM knows by phone' : 'somebody nobody knows' },
        { key: 'Expected', value: expectedWords(expected) },
        { key: 'Name', value: <code className="machine">{name}</code> },
      ]}
    />
  )
}

const ROLES: Record<Beat['role'], string> = {
  before: 'Sent before it',
  test: 'The payload under test',
  after: 'Sent after it, to see whether it took effect',
}

function BeatPanel({ beat, preview, place }: { beat: Beat; preview: Preview; place: number }) {
  const identity = payloadIdentity(beat.body, { people: preview.people, actual: null, at: preview.at })
  return (
    <Panel
      title={`${place}. ${ROLES[beat.role]}`}
      aside={beat.signature === 'wrong' ? <Chip>signed with a wrong secret</Chip> : undefined}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <MonoBlock label={`${ROLES[beat.role]}, as JSON`}>{JSON.stringify(JSON.parse(beat.body), null, 2)}</MonoBlock>
        <IdentityStrip shape="folded" label={`Identity of: ${ROLES[beat.role]}`} identity={identity} />
      </div>
    </Panel>
  )
}
