import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type Inbox = { port: number; mails: string[]; refuse: Set<string>; stop: () => Promise<void> }

/** A mail server as the outside world has them: it takes what it is given, and refuses whom it is told to. */
export async function startInbox(port = 0): Promise<Inbox> {
  const mails: string[] = []
  const refuse = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo({ address }, _session, done) {
      done(refuse.has(address) ? Object.assign(new Error('No such user here'), { responseCode: 550 }) : null)
    },
    onData(stream, _session, done) {
      let text = ''
      stream.on('data', (part: Buffer) => {
        text += part.toString('utf8')
      })
      stream.on('end', () => {
        // Soft line ends of quoted-printable are no part of the words.
        mails.push(text.replaceAll('=\r\n', ''))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    ...{ mails, refuse },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
