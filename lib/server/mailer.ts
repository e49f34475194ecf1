import { createTransport } from 'nodemailer'

export type MailMessage = { id: string; to: string; subject: string; text: string; html: string }
export type Mailer = { send: (message: MailMessage) => Promise<void>; close: () => void }

const CONNECT_MS = 10_000
const ANSWER_MS = 30_000

/**
 * Who e-mails come from: `?from=` of SMTP_URL, else its user when that is an address, else handrail@ the host that
 * Handrail is opened at.
 */
export function senderOf(smtpUrl: string, baseUrl: string): string {
  const { searchParams, username } = new URL(smtpUrl)
  const named = searchParams.get('from')
  if (named) return named
  const user = decodeURIComponent(username)
  return user.includes('@') ? user : `Handrail <handrail@${new URL(baseUrl).hostname}>`
}

/** A mail server reached over SMTP (nodemailer.com/smtp), one connection for a turn. */
export function openMailer(smtpUrl: string, baseUrl: string): Mailer {
  const url = new URL(smtpUrl)
  const from = senderOf(smtpUrl, baseUrl)
  const transport = createTransport({
    host: url.hostname,
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: ANSWER_MS,
    // Nothing of a message is read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ id, to, subject, text, html }) {
      const messageId = `<${id}@${new URL(baseUrl).hostname}>`
      const headers = { 'Auto-Submitted': 'auto-generated' }
      await transport.sendMail({ from, to: { name: '', address: to }, subject, text, html, messageId, headers })
    },
    close: () => transport.close(),
  }
}
