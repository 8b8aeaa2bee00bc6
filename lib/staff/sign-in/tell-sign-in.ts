import type { Db } from '@/db/client'
import { formatDatedTime } from '@/lib/format/date'
import { mailStaff } from '@/lib/notices/mail-staff'
import type { NoticeToTell } from '@/lib/notices/notice'
import { tellChannels } from '@/lib/notices/tell-channels'
import { browserWords } from '@/lib/staff/account/browser-words'

type SignedIn = {
  person: { name: string; email: string; mailOff: string[] }
  ip: string | undefined
  userAgent: string | undefined
  at: Date
}

/** Notifies a person and the platform's channels of a sign-in with a browser that the person hasn't used before. */
export async function tellSignIn(db: Db, { person, ip, userAgent, at }: SignedIn) {
  const { name } = person
  const browser = browserWords(userAgent ?? null)
  const time = `${formatDatedTime(at, { timeZone: 'UTC' })} UTC`
  const notice: NoticeToTell = {
    type: 'staff.signed_in',
    heading: `New sign-in: ${name}`,
    lines: [`${name} signed in with a new browser at ${time}: ${browser}.`],
    path: '/team',
  }
  await tellChannels(db, { topic: 'access', companyId: null, notice })
  const own: NoticeToTell = {
    ...notice,
    heading: 'New sign-in to Pushdesk',
    lines: [
      `You signed in with a new browser at ${time}: ${[browser, ip].filter(Boolean).join(', ')}.`,
      'If it wasn’t you, end that session and change your password.',
    ],
    path: '/account',
  }
  await mailStaff(db, { topic: 'sign_in', notice: own, readers: [person] })
}
