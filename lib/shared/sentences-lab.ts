/** Why the lab, or the register of test datasets, refused something. */
type Details = Record<string, unknown>

export const LAB_SENTENCES = {
  'dataset-exists': () => 'A dataset of this name is on the register already.',
  'dataset-deleted': () => 'This dataset was deleted. It stays on the register as it was.',
  'dataset-refused': (details: Details) => `The lab cannot use this dataset. ${String(details.reason ?? '')}`.trim(),
  'target-exists': () => 'There is a target of this name already.',
  'target-address-refused': (details: Details) =>
    `Handrail does not send there: ${String(details.reason ?? 'only public addresses, or those in HANDRAIL_FETCH_ALLOW, are reached.')}`,
  'target-secret-missing': () =>
    'Enter the app secret the handler checks signatures with; a test secret, not the one of production.',
  'target-unanswered': () =>
    'Say where the outcome is read from: a JSON path to the contact, and for a look-up its address.',
  'target-not-signed-off': () =>
    'This target is production. A second person has to sign off the target, as it is now, before anything is sent to it.',
  'not-a-test-workspace': () =>
    'Payloads are sent to Handrail for real only in a test workspace, because the contacts they make stay. Use the dry run, or make one with workspace:create --test.',
  'plan-exists': () => 'There is a plan of this name already.',
  'plan-archived': () => 'This plan is archived. Bring it back before it is run.',
  'variation-unknown': (details: Details) => `The payload pack has no “${String(details.name ?? '')}”.`,
  'number-unknown-here': () => 'Choose a number of this workspace; the payloads are addressed to it.',
  'body-malformed': (details: Details) => `The payload cannot be sent as it is. ${String(details.reason ?? '')}`.trim(),
  'run-ended': () => 'This run has ended already.',
  'run-not-resumable': () => 'Only a run that was cancelled or stopped can be resumed.',
  'nothing-to-run': () => 'There is nothing to send in this plan.',
  'payload-exists': () => 'A payload of this name is saved already.',
  'capture-unreadable': () =>
    'This delivery is no JSON object, so nothing can be taken out of it and it cannot be brought into the lab.',
  'exception-exists': () => 'An exception of this name is on the register already.',
  'numbers-too-few': () => 'A pair needs two numbers. Add them under Settings, Numbers.',
  'record-not-failing': () => 'This record has nothing to fix.',
  'record-not-waiting': () => 'Only a record that waits for a person takes what somebody saw.',
} as const
