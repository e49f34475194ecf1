/** Why a key may not be mapped so: what would happen, and what to do instead. */
export const FIELD_MAP_SENTENCES = {
  'field-is-notes': () =>
    'A notes field cannot be searched as a key, and people overwrite it. Give this key a field of its own.',
  'field-is-labels': () =>
    'A label is shared and renamed by anybody, so reports look right while the history splits. Give this key a field of its own.',
  'username-as-key': () =>
    'A username can change any day and be taken by somebody else. It is shown, and never used to find a customer.',
  'key-names-no-person': () =>
    'This key names one of your numbers or one conversation, not a person. It cannot be what customers are found by.',
  'last-phone-as-key': () =>
    'The last known phone is history: the number may belong to somebody else by now. Match by the phone of the message instead.',
  'bsuid-in-phone-field': () =>
    'A phone field reformats what it is given, and what is no phone number comes out broken. Use a text or external id field.',
  'id-in-number-field': () =>
    'A number field drops leading zeros and rounds long numbers. Use a text, phone or external id field.',
  'trusted-too-far': () => 'This key cannot be trusted for that. Choose what it can be trusted for.',
  'field-twice': () => 'Another key of this system has that field already. Each key needs a field of its own.',
  'field-refused': (details: Record<string, unknown>) => {
    const reasons = Array.isArray(details.reasons) ? details.reasons : []
    return reasons.map((reason: { message?: unknown }) => String(reason.message ?? '')).join(' ')
  },
  'map-system-exists': () => 'A system of this name is on the map already. Open it instead.',
  'webhook-address-refused': () =>
    'This address cannot be reached from here: only public addresses of the web are, on the ports 80 and 443. An exception is made by HANDRAIL_FETCH_ALLOW.',
  'webhook-exists': () => 'This address is told already. Change it instead.',
  'map-too-empty': () =>
    'The check needs a CRM on the map with a field for the BSUID and one for the CRM contact id. Add them first.',
  'no-number-to-check': () => 'The check needs a WhatsApp number of this workspace. Add one under Settings, Numbers.',
} as const satisfies Record<string, (details: Record<string, unknown>) => string>
