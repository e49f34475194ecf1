/** Why an outside address was not fetched, or did not answer: what happened, to which host, what to do. */
type Details = Record<string, unknown>

const host = (details: Details) => String(details.host ?? 'The host')

export const FETCH_SENTENCES = {
  'fetch-not-an-address': (details: Details) =>
    `“${String(details.address ?? '')}” is not a web address. Write it like https://example.com/contact.`,
  'fetch-scheme': (details: Details) =>
    `Handrail fetches http and https addresses only, and this one starts with ${String(details.scheme ?? 'something else')}.`,
  'fetch-userinfo': () =>
    'The address carries a user name or password in front of an @, which hides where it leads. Remove that part.',
  'fetch-port': (details: Details) =>
    `Handrail fetches ports 80 and 443 only, and this address names port ${String(details.port ?? '')}. An admin can allow it with HANDRAIL_FETCH_ALLOW.`,
  'fetch-not-public': (details: Details) =>
    `${host(details)} is not on the public internet, so Handrail does not connect to it. An admin can allow it with HANDRAIL_FETCH_ALLOW.`,
  'fetch-mixed': (details: Details) =>
    `${host(details)} resolves to public and private addresses at once, so Handrail does not connect to any of them. Its name server has to be put right.`,
  'fetch-name-unknown': (details: Details) =>
    `No name server knows ${host(details)}. Check the spelling, or try again if the domain is new.`,
  'fetch-too-many-redirects': (details: Details) =>
    `The address redirects more than ${String(details.most ?? 10)} times. Open it in a browser to see whether it ends anywhere.`,
  'fetch-redirect-broken': (details: Details) => `${host(details)} redirects without saying where to.`,
  'fetch-timeout': (details: Details) =>
    `${host(details)} did not answer in time. It may be slow today; try again later.`,
  'fetch-too-large': (details: Details) =>
    `${host(details)} sent more than Handrail reads of one page, so the rest was not looked at.`,
  'fetch-unreachable': (details: Details) =>
    `${host(details)} refused the connection or broke it off. Try again later.`,
  'fetch-tls': (details: Details) =>
    `The certificate of ${host(details)} is not valid, so browsers warn people who open it. Its owner has to renew it.`,
  'fetch-bad-answer': (details: Details) => `${host(details)} gave an answer that is not proper HTTP.`,
  'fetch-cancelled': (details: Details) => `Fetching from ${host(details)} was stopped before it ended.`,
} as const satisfies Record<string, (details: Details) => string>
