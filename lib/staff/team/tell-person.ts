import type { Db } from '@/db/client'
import { mailPerson } from '@/lib/notices/mail-person'
import type { NoticeToTell } from '@/lib/notices/notice'
import { tellChannels } from '@/lib/notices/tell-channels'

type Told = {
  person: { name: string; email: string }
  type: NoticeToTell['type']
  subject: string
  /** The text for the person, and the text about them for the channels. */
  words: { own: string; others: string }
}

/** Notifies a person and the platform’s channels of an admin’s change to their account, which may be an intruder’s. */
export async function tellPerson(db: Db, { person, type, subject, words }: Told) {
  const lines = [words.own, 'If you didn’t ask for this, change your password and tell another admin.']
  await mailPerson(db, { type, to: person.email, subject, lines, path: '/account' })
  const notice = { type, heading: `${subject}: ${person.name}`, lines: [words.others], path: '/team' }
  await tellChannels(db, { topic: 'access', companyId: null, notice })
}
