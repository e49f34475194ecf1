import { incoming, nextWamid, type SampleCase, type SampleDefinition } from './sample-parts'

const byBoth = ({ profileName, phone, bsuid }: SampleCase) => ({ profileName, phone, bsuid })
const byUsername = ({ profileName, bsuid, username }: SampleCase) => ({ profileName, bsuid, username })

const media = (mime: string) => ({ mime_type: mime, sha256: '29ed500fa64eb55f', id: '1003383421387256' })

/** The kinds of message that carry something other than words, and the answers bots branch on. */
export const KIND_SAMPLES = [
  {
    name: 'audio',
    title: 'Voice message',
    reason: 'No words to route by, and a status of its own when it is listened to.',
    build: (sample) =>
      incoming(sample, byBoth(sample), { type: 'audio', audio: { ...media('audio/ogg; codecs=opus'), voice: true } }),
  },
  {
    name: 'video',
    title: 'Video with a caption',
    reason: 'The caption is the text; the film stays at Meta.',
    build: (sample) =>
      incoming(sample, byUsername(sample), { type: 'video', video: { ...media('video/mp4'), caption: sample.text } }),
  },
  {
    name: 'document',
    title: 'Document',
    reason: 'Invoices and orders arrive as files, with or without a caption.',
    build: (sample) =>
      incoming(sample, byBoth(sample), {
        type: 'document',
        document: { ...media('application/pdf'), filename: 'order.pdf', caption: 'My order' },
      }),
  },
  {
    name: 'sticker',
    title: 'Sticker',
    reason: 'Somebody answered without words; the conversation still goes on.',
    build: (sample) =>
      incoming(sample, byUsername(sample), { type: 'sticker', sticker: { ...media('image/webp'), animated: false } }),
  },
  {
    name: 'location',
    title: 'Location',
    reason: 'Coordinates where a handler expects a text body.',
    build: (sample) =>
      incoming(sample, byBoth(sample), {
        type: 'location',
        location: { latitude: 51.4779, longitude: -0.0015, name: 'Observatory', address: 'Blackheath Avenue' },
      }),
  },
  {
    name: 'order',
    title: 'Order from the catalogue',
    reason: 'A sale, in the shape of a message.',
    build: (sample) =>
      incoming(sample, byUsername(sample), {
        type: 'order',
        order: {
          catalog_id: '194836987003835',
          text: 'Two of these, please',
          product_items: [{ product_retailer_id: 'HYD-BLUE', quantity: 2, item_price: 12.5, currency: 'GBP' }],
        },
      }),
  },
  {
    name: 'interactive-button',
    title: 'Reply button',
    reason: 'The words are two levels down, as with a list.',
    build: (sample) =>
      incoming(sample, byUsername(sample), {
        type: 'interactive',
        context: { from: sample.displayPhoneNumber, id: nextWamid(sample.wamid, 8) },
        interactive: { type: 'button_reply', button_reply: { id: 'track', title: 'Track my order' } },
      }),
  },
  {
    name: 'flow-answer',
    title: 'Answer of a flow',
    reason: 'The answers are JSON inside a string; a handler that reads text sees only "Sent".',
    build: (sample) =>
      incoming(sample, byUsername(sample), {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"t1","day":"Friday"}' },
        },
      }),
  },
  {
    name: 'request-welcome',
    title: 'First opened the chat',
    reason: 'Nothing was written yet, and the person is there already.',
    build: (sample) => incoming(sample, byUsername(sample), { type: 'request_welcome' }),
  },
] as const satisfies readonly SampleDefinition[]
