import type { Db } from '@/db/client'
import { closeWindow, countInWindow, takeBack } from '@/db/queries/rate-limits'
import { Refused } from '../errors'
import { hashOf } from '../secrets'

const windowMs = 15 * 60_000
/** Enough attempts for typos, too few to guess passwords. The lock ends with the window. */
const accountTriesMax = 10
const addressTriesMax = 60

type Asker = { email: string; ip: string | undefined }

/** Counted before the password is checked, so that simultaneous attempts can't all get through. */
export async function countSignIn(db: Db, asker: Asker, now = new Date()) {
  const account = await countInWindow(db, { key: accountKey(asker), now, windowMs })
  const address = await countInWindow(db, { key: addressKey(asker), now, windowMs })
  const isTooMany = account.count > accountTriesMax || address.count > addressTriesMax
  if (!isTooMany) return
  const endsAt = Math.max(account.count > accountTriesMax ? account.endsAt.getTime() : 0, address.endsAt.getTime())
  const minutes = Math.max(1, Math.ceil((endsAt - now.getTime()) / 60_000))
  throw new Refused('too-many', `Too many attempts. Try again in ${minutes === 1 ? '1 minute' : `${minutes} minutes`}.`)
}

/** A correct password wasn't a guess, so it doesn't count. */
export async function forgiveSignIn(db: Db, asker: Asker) {
  await closeWindow(db, { key: accountKey(asker) })
  await takeBack(db, { key: addressKey(asker) })
}

const accountKey = ({ email }: Asker) => `sign-in:account:${hashOf(email.toLowerCase())}`
const addressKey = ({ ip }: Asker) => `sign-in:address:${ip ?? 'none'}`
