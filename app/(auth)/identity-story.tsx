import type { Identity } from '@/components/identity/identity-cells'
import { IdentityStrip } from '@/components/identity/identity-strip'

const BEFORE: Identity = {
  phone: { presence: 'present', value: '+44 7700 900118' },
  number: { presence: 'present', value: 'Support' },
  contact: { presence: 'known', value: 'CRM-10482' },
  thread: { presence: 'known', value: 'T-3390' },
}

const AFTER: Identity = {
  phone: { presence: 'missing' },
  username: { presence: 'present', value: '@wren.hollis' },
  bsuid: { presence: 'present', value: 'GB.1349••••1918' },
  number: { presence: 'present', value: 'Support' },
  contact: { presence: 'known', value: 'CRM-10482' },
  thread: { presence: 'known', value: 'T-3390' },
}

/** The same customer before and after they take a username, drawn as the rest of the product draws it. */
export function IdentityStory() {
  return (
    <div className="space-y-6">
      <p className="max-w-[52ch] text-section font-semibold text-balance">
        A username rollout looks like branding. It is an identity migration.
      </p>
      <figure className="space-y-2">
        <figcaption className="text-small text-ink-2">A customer writes today: the phone number is the key.</figcaption>
        <IdentityStrip
          shape="folded"
          label="What a message carries today"
          identity={BEFORE}
          decision={{ cells: ['phone'], rule: 'the phone number, the only key there is' }}
        />
      </figure>
      <figure className="space-y-2">
        <figcaption className="text-small text-ink-2">
          The same customer after taking a username: no phone, the same person, the same thread.
        </figcaption>
        <IdentityStrip
          shape="folded"
          label="What the same message carries after a username"
          identity={AFTER}
          decision={{ cells: ['bsuid'], rule: 'rule 1: the contact already holds this BSUID' }}
        />
      </figure>
    </div>
  )
}
