import { SMTPServer } from 'smtp-server'
import { env } from '@/lib/env'

export type ReceivedMail = { to: string; raw: string; subject: string; text: string }

/** Starts a real SMTP server, which gets this process's emails until it is closed. */
export async function startMailServer() {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString('utf8')
        const to = session.envelope.rcptTo.map(({ address }) => address).join()
        mails.push({ to, raw, subject: /^Subject: (.*)$/m.exec(raw)?.[1]?.trim() ?? '', text: textOf(raw) })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (typeof address !== 'object' || !address) throw new Error('the mail server listens on no port')
  const settings = env()
  const { SMTP_URL, MAIL_FROM, AUTH_URL } = settings
  const url = `smtp://127.0.0.1:${address.port}`
  Object.assign(settings, { SMTP_URL: url, MAIL_FROM: 'pushdesk@example.com', AUTH_URL: 'https://desk.example.com' })
  return {
    url,
    mails,
    async close() {
      Object.assign(settings, { SMTP_URL, MAIL_FROM, AUTH_URL })
      await new Promise<void>((resolve) => server.close(resolve))
    },
  }
}

/** Decodes quoted-printable, which nodemailer uses for text that isn't ASCII. */
function textOf(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  if (!/Content-Transfer-Encoding: quoted-printable/i.test(raw)) return body
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
