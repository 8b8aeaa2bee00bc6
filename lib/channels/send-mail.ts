import { createTransport, type Transporter } from 'nodemailer'
import { env } from '@/lib/env'

export type Mail = { to: string; subject: string; text: string; messageId?: string; inReplyTo?: string }

let kept: { url: string; transporter: Transporter } | undefined

/** Sends an email over SMTP_URL. Throws if the server rejects it or none is set. */
export async function sendMail({ to, subject, text, messageId, inReplyTo }: Mail): Promise<string> {
  const { SMTP_URL: url, MAIL_FROM: from } = env()
  if (!url || !from) throw new Error('SMTP_URL and MAIL_FROM aren’t set')
  if (kept?.url !== url)
    kept = {
      url,
      transporter: createTransport({ url, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 }),
    }
  const sent: { response?: string } = await kept.transporter.sendMail({
    from,
    to,
    subject,
    text,
    messageId,
    ...(inReplyTo && { inReplyTo, references: inReplyTo }),
  })
  return sent.response ?? 'accepted'
}
