import type { ContactDetail } from '@/lib/contacts/contact-detail'
import type { Comparison } from '@/lib/merges/compare'

export const nameOf = ({ name, crmContactId }: Pick<ContactDetail, 'name' | 'crmContactId'>): string =>
  name ?? crmContactId ?? 'the contact without a name'

/** What the form of a merge is filled with. */
export function formOf({ survivor, merged, preview, reasons, memberNames }: Comparison) {
  const shown = (field: string, value: string | null) =>
    field === 'ownerMemberId' && value ? (memberNames[value] ?? 'a former member') : value
  return {
    of: {
      ...{ survivorId: survivor.id, mergedId: merged.id },
      versions: { survivor: survivor.version, merged: merged.version },
    },
    into: nameOf(survivor),
    fields: preview.fields.map(({ field, from, ...values }) => ({
      ...{ field, from },
      survivor: shown(field, values.survivor),
      merged: shown(field, values.merged),
    })),
    labels: { survivor: survivor.labels, merged: merged.labels },
    crm: preview.crm,
    needsReason: reasons.some(({ code }) => code === 'merge-needs-reason'),
    blocked: reasons.filter(({ code }) => code !== 'merge-needs-reason').map(({ message }) => message),
    backHref: `/contacts/${survivor.id}`,
  }
}
