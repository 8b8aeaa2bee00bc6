import { z } from 'zod'
import type { Db } from '@/db/client'
import { newId } from '@/db/new-id'
import { insertChannelMessage } from '@/db/queries/incidents/channels'
import { decrypt, encrypt, type SealedPurpose } from '@/lib/secrets'
import { linkTo, sendsLinks } from './site'

const PersonalMail = z.object({ to: z.string(), subject: z.string(), text: z.string() })

type Given = { type: string; to: string; subject: string; lines: string[]; path: string }

const purposeOf = (id: string): SealedPurpose => `channel_messages:${id}`

/** Queues an email to one person in the caller's transaction. Returns false if this installation sends no email. */
export async function mailPerson(db: Db, { type, to, subject, lines, path }: Given): Promise<boolean> {
  const link = linkTo(path)
  if (!sendsLinks() || !link) return false
  const id = newId()
  const mail = { to, subject, text: [...lines, link].join('\n\n') }
  await insertChannelMessage(db, {
    id,
    type,
    body: {},
    sealed: encrypt(JSON.stringify(mail), purposeOf(id)),
    dueAt: new Date(),
  })
  return true
}

export const openMail = ({ id, sealed }: { id: string; sealed: string | null }) =>
  PersonalMail.parse(JSON.parse(decrypt(sealed ?? '', purposeOf(id))))
