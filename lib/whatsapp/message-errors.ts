/** What a code means, and what somebody can do about it. */
export type CatalogueEntry = readonly [sentence: string, whatToDo: string]
export type ErrorCatalogue = ReadonlyMap<number, CatalogueEntry>

/** Codes of failed messages and of `errors` in webhooks. 131062 is from [BSUID]; the rest are Meta's published error codes. */
export const MESSAGE_ERRORS: ErrorCatalogue = new Map<number, CatalogueEntry>([
  [
    0,
    ['WhatsApp could not verify who sent this request.', 'Renew the access token of the system that sends messages.'],
  ],
  [
    3,
    ['The app that sent this message may not use this part of the API.', 'Check the permissions of the app at Meta.'],
  ],
  [4, ['The app reached its limit of API calls.', 'Send more slowly, or wait; the limit is counted over time.']],
  [
    10,
    [
      'The sender has no permission for this number.',
      'Give the app or system user the permission on this WhatsApp account.',
    ],
  ],
  [
    33,
    [
      'The business number of this message does not exist or was deleted.',
      'Check the phone number id in the system that sends messages.',
    ],
  ],
  [
    100,
    [
      'A part of the message was missing or not allowed.',
      'Compare the request with the documentation; the details name the part.',
    ],
  ],
  [190, ['The access token has expired.', 'Renew the access token of the system that sends messages.']],
  [
    368,
    [
      'WhatsApp restricted this account for breaking a policy.',
      'Open WhatsApp Manager to see the violation and to appeal.',
    ],
  ],
  [130429, ['Too many messages were sent from this number at once.', 'Send more slowly and try this message again.']],
  [
    130472,
    [
      'Meta held this marketing message back because the customer is part of an experiment.',
      'Do not send it again. Wait until the customer writes, or use another channel.',
    ],
  ],
  [
    130497,
    [
      "This account may not message people in the customer's country.",
      'Reach the customer another way, or ask Meta about the country.',
    ],
  ],
  [
    131000,
    [
      'WhatsApp could not send the message and did not say why.',
      "Try again. If it keeps failing, ask Meta's support with the trace id.",
    ],
  ],
  [131005, ['The sender has no permission for this action.', 'Check the permissions of the access token.']],
  [
    131008,
    ['The message lacks a required part.', 'Compare the request with the documentation; the details name the part.'],
  ],
  [
    131009,
    [
      'A part of the message has a value that is not allowed.',
      'Check the value the details name. A BSUID belongs in "recipient", a phone number in "to".',
    ],
  ],
  [131016, ['WhatsApp was not available for a moment.', 'Try again in a few minutes.']],
  [
    131021,
    [
      'The message was addressed to the number it was sent from.',
      'Check the recipient: a business number cannot message itself.',
    ],
  ],
  [
    131026,
    [
      'The message could not be delivered: the customer may not use WhatsApp on this number, may have an old version, or has not accepted its terms.',
      'Check the number and reach the customer another way. If they wrote to you without a phone number, reply to their BSUID.',
    ],
  ],
  [
    131030,
    [
      'The recipient is not on the allow list of this test number.',
      "Add the recipient in the app's settings at Meta, or send from a live number.",
    ],
  ],
  [
    131031,
    ['This WhatsApp account is locked.', 'Open WhatsApp Manager: Meta locked it for a violation or a failed check.'],
  ],
  [
    131037,
    [
      'The display name of this number is not approved yet.',
      'Have the display name approved in WhatsApp Manager, then send again.',
    ],
  ],
  [
    131042,
    [
      'There is a problem with the payment method of this account.',
      'Set the payment method right in WhatsApp Manager, then send again.',
    ],
  ],
  [
    131045,
    ['The number is not registered correctly, so it may not send.', 'Register the number again, then send once more.'],
  ],
  [
    131047,
    [
      'More than 24 hours have passed since the customer last wrote, so only a template may be sent.',
      'Send an approved template, or wait until the customer writes.',
    ],
  ],
  [
    131048,
    [
      'This number may send less for now, because too many of its messages were blocked or reported.',
      'Check the quality rating in WhatsApp Manager and pause campaigns from this number.',
    ],
  ],
  [
    131049,
    [
      'Meta did not deliver this marketing message, to keep the customer from getting too many.',
      'Do not send it again at once: wait at least a day, or until the customer writes.',
    ],
  ],
  [
    131050,
    [
      'The customer chose not to receive marketing messages from you.',
      'Do not send marketing to this customer. Service messages are still possible.',
    ],
  ],
  [
    131051,
    [
      'WhatsApp does not pass on messages of this type.',
      'Ask the customer to send it another way, for example as text or a picture.',
    ],
  ],
  [131052, ['WhatsApp could not fetch the file the customer sent.', 'Ask the customer to send the file again.']],
  [
    131053,
    ['WhatsApp could not take the file you sent.', 'Check its type and size, upload it again and send once more.'],
  ],
  [
    131056,
    [
      'Too many messages went from this number to this customer in a short time.',
      'Wait a little, then send again. Other customers are not affected.',
    ],
  ],
  [131057, ['The account is in maintenance.', 'Try again later; Meta may be moving the account to another capacity.']],
  [
    131062,
    [
      'This authentication template needs a phone number, and the message was addressed to a BSUID.',
      'Ask the customer for their number with a contact request, then send to the phone.',
    ],
  ],
  [
    132000,
    [
      'The template was filled with the wrong number of values.',
      'Make the number of values the same as in the approved template.',
    ],
  ],
  [
    132001,
    [
      'The template does not exist in this language, or is not approved.',
      'Check its name and language in WhatsApp Manager.',
    ],
  ],
  [132005, ['The template became too long when it was filled in.', 'Shorten the values, or the template.']],
  [
    132007,
    [
      'The template breaks a WhatsApp policy.',
      'Read the reason in WhatsApp Manager, change the template and have it approved.',
    ],
  ],
  [132012, ['A value of the template has the wrong form.', 'Compare the values with the approved template.']],
  [
    132015,
    ['The template is paused because of low quality.', 'Change the template, or wait until Meta lifts the pause.'],
  ],
  [
    132016,
    ['The template was paused too often and is switched off for good.', 'Make a new template with other content.'],
  ],
  [132068, ['The flow of this message is blocked.', 'Correct the flow in WhatsApp Manager.']],
  [
    132069,
    [
      'The flow of this message is throttled: it was sent too often in the last hour.',
      'Wait, or correct the flow in WhatsApp Manager.',
    ],
  ],
  [133000, ['A removal of this number did not finish.', 'Remove the number from the API once more, then register it.']],
  [133004, ['The registration service was not available.', 'Try again in a few minutes.']],
  [133005, ['The two-step verification PIN is wrong.', 'Use the right PIN, or reset it in WhatsApp Manager.']],
  [133006, ['The number has to be verified before it is registered.', 'Verify the number in WhatsApp Manager first.']],
  [
    133008,
    [
      'The two-step verification PIN was entered wrongly too often.',
      'Wait for the time the details give, then use the right PIN.',
    ],
  ],
  [
    133009,
    ['The two-step verification PIN was entered too fast.', 'Wait for the time the details give, then enter it again.'],
  ],
  [
    133010,
    ['The number is not registered with the WhatsApp Business Platform.', 'Register the number, then try again.'],
  ],
  [133015, ['The number was deleted a moment ago and is not free yet.', 'Wait five minutes, then register it again.']],
  [
    133016,
    ['The number was registered or removed too often in a short time.', 'Wait 72 hours, then register it again.'],
  ],
  [
    135000,
    [
      'WhatsApp could not send the message and did not say why.',
      'Compare the request with the documentation, then try again.',
    ],
  ],
  [
    2593109,
    [
      'The business did not share its chat history when the number was connected.',
      'Nothing is missing that WhatsApp would send. Handrail knows the conversations from the connection on.',
    ],
  ],
])
