import type { Db } from '@/db/client'
import { mailPerson } from '@/lib/notices/mail-person'
import type { NoticeToTell } from '@/lib/notices/notice'
import { tellChannels } from '@/lib/notices/tell-channels'

type Told = {
  person: { name: string; email: string }
  type: NoticeToTell['type']
  subject: string
  /** To the person, and of the person. */
  words: { own: string; others: string }
}

/** What an admin did to someone’s account is told to them, and to the platform’s channels: it may be a stranger’s way in. */
export async function tellPerson(db: Db, { person, type, subject, words }: Told) {
  const lines = [words.own, 'If you didn’t ask for this, change your password and tell another admin.']
  await mailPerson(db, { type, to: person.email, subject, lines, path: '/account' })
  const notice = { type, heading: `${subject}: ${person.name}`, lines: [words.others], path: '/team' }
  await tellChannels(db, { topic: 'access', companyId: null, notice })
}
