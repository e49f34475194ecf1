import { nextWamid, type SampleCase, timestamp } from '@/lib/whatsapp/sample-parts'

/** What may stand as `{{name}}` in a payload of somebody's own, and what it becomes in a case. */
export function placeholderValues(sample: SampleCase, otherBsuid: string): Record<string, string> {
  const { phone, bsuid, parentBsuid, username, profileName, newPhone, newBsuid, newParentBsuid, otherPhone } = sample
  const { phoneNumberId, displayPhoneNumber, wabaId, wamid, at } = sample
  return {
    ...{ phone, bsuid, parentBsuid, username, name: profileName, newPhone, newBsuid, newParentBsuid, otherPhone },
    ...{ otherBsuid, phoneNumberId, displayPhoneNumber, wabaId, timestamp: timestamp(at), text: sample.text, wamid },
    ...{ wamid2: nextWamid(wamid, 2), wamid3: nextWamid(wamid, 3), wamid4: nextWamid(wamid, 4) },
  }
}

/** The payload with its placeholders filled; one that is unknown stays, so that it is seen. */
export function filled<T>(value: T, values: Readonly<Record<string, string>>): T {
  if (typeof value === 'string') {
    return value.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
    ) as T
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, values)) as T
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, values)])) as T
  return value
}
