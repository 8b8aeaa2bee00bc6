import { z } from 'zod'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import { insertChannelMessage } from '@/db/queries/incidents/channels'
import { isStorable } from '@/db/storable'
import { networkOf } from '@/lib/client-network'
import { Refused } from '@/lib/errors'
import { plural } from '@/lib/format/number'
import { sendsLinks } from '@/lib/notices/site'
import { decrypt, encrypt, hashOf, type SealedPurpose } from '@/lib/secrets'
import { isAllSingleSignOn, needsNow } from '@/lib/staff/rules/needs'
import { takeTry } from '@/lib/staff/sign-in/tries'

const AskForPassword = z.object({ email: z.string().max(200).pipe(z.email('Enter an email address.')) })
const Asked = z.object({ email: z.string(), ip: z.string().optional(), requestId: z.string() })

type Given = { email: string; ip: string | undefined; requestId: string }

const purposeOf = (id: string): SealedPurpose => `channel_messages.asked:${id}`

/** Responds the same, after the same work, whether or not the address is known, so that the caller learns nothing. */
export async function askForPassword(db: Db, { email: given, ip, requestId }: Given, now = new Date()) {
  if (!sendsLinks()) throw new Refused('conflict', 'This installation sends no email. Ask an admin for a link.')
  if (isAllSingleSignOn(await needsNow(db)))
    throw new Refused('conflict', 'No one signs in with a password here. Continue with single sign-on.')
  const parsed = AskForPassword.safeParse({ email: given.trim() })
  if (!parsed.success || !isStorable(given))
    throw new Refused('invalid', 'Some fields aren’t valid.', { email: ['Enter an email address.'] })
  const { email } = parsed.data
  const account = hashOf(email.normalize('NFKC').toLowerCase())
  const refused = await takeTry(
    db,
    [
      { key: `password:account:${account}`, free: 3, waitMsMax: 10 * 60_000 },
      { key: `password:address:${networkOf(ip ?? 'none')}`, free: 20, waitMsMax: 60_000 },
    ],
    now,
  )
  if (refused) {
    const wait = plural(Math.ceil(refused.waitMs / 1_000), 'second')
    throw new Refused('too-many', `Too many attempts. Try again in ${wait}.`, {}, 'rate_limited')
  }
  const id = newId()
  const sealed = encrypt(JSON.stringify({ email, ip, requestId }), purposeOf(id))
  await insertChannelMessage(db, { id, type: 'password.asked', body: {}, sealed, dueAt: now })
}

export const openAsked = ({ id, sealed }: { id: string; sealed: string | null }) =>
  Asked.parse(JSON.parse(decrypt(sealed ?? '', purposeOf(id))))
