import type { Db } from '@/db/client'
import { mailPerson } from './mail-person'
import type { MailTopic, NoticeToTell } from './notice'

type Reader = { email: string; mailOff: string[] }

/** Emails a notice to the readers who haven't turned off its topic. */
export async function mailStaff(
  db: Db,
  { topic, notice, readers }: { topic: MailTopic; notice: NoticeToTell; readers: Reader[] },
) {
  const { type, heading, lines, path } = notice
  for (const { email, mailOff } of readers)
    if (!mailOff.includes(topic)) await mailPerson(db, { type, to: email, subject: heading, lines, path })
}
