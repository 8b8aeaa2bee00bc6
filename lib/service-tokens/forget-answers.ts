import type { Db } from '@/db/client'
import { deleteAnswer, keptAnswersAfter } from '@/db/queries/staff/service-tokens'
import { findPlain } from '@/lib/secrets'

const batch = 200

/** Deletes the stored responses that contain one of these texts. They are encrypted, so it decrypts each one. */
export async function forgetAnswers(db: Db, { texts }: { texts: string[] }) {
  let after: { serviceTokenId: string; key: string } | undefined
  for (;;) {
    const rows = await keptAnswersAfter(db, { after, limit: batch })
    for (const { answer, ...call } of rows) {
      const plain = findPlain(answer, `kept_answers:${call.serviceTokenId}:${call.key}`) ?? ''
      if (texts.some((text) => plain.includes(text))) await deleteAnswer(db, call)
    }
    after = rows.at(-1)
    if (rows.length < batch) return
  }
}
