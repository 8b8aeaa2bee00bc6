import { claimAnswer, keepAnswer } from '@/db/queries/staff/service-tokens'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { decrypt, encrypt, hashOf, type SealedPurpose } from '@/lib/secrets'

export type Reply = { status: number; body?: unknown; headers?: Record<string, string> }

type Asked = { key: string; method: string; url: string; body: unknown }

/**
 * Does what a call with an `Idempotency-Key` asks for once, in one transaction with its answer, and gives a repeat the same
 * answer. A refusal is not kept. Throws for a key that came with another request.
 */
export function once(ctx: StaffContext, asked: Asked, act: (ctx: StaffContext) => Promise<Reply>): Promise<Reply> {
  const { key, method, url, body } = asked
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Refused('invalid', 'Idempotency-Key must have 1 to 200 printable ASCII characters without spaces.')
  const { pathname, search } = new URL(url)
  const requestHash = hashOf(JSON.stringify([method, pathname + search, body]))
  const call = { serviceTokenId: ctx.staff.token?.id ?? '', key }
  const purpose: SealedPurpose = `kept_answers:${call.serviceTokenId}:${key}`
  return ctx.db.transaction(async (db) => {
    const kept = await claimAnswer(db, { ...call, requestHash })
    if (kept && kept.requestHash !== requestHash)
      throw new Refused('conflict', 'This Idempotency-Key was already used with another request.', {}, 'id_reused')
    if (kept) {
      const { headers, body: same } = JSON.parse(decrypt(kept.answer, purpose)) as Pick<Reply, 'headers' | 'body'>
      return { status: kept.status, body: same, headers: { ...headers, 'idempotency-replayed': 'true' } }
    }
    const reply = await act({ ...ctx, db })
    const answer = encrypt(JSON.stringify({ headers: reply.headers, body: reply.body }), purpose)
    await keepAnswer(db, { ...call, status: reply.status, answer })
    return reply
  })
}
