import { claimAnswer, claimLongAnswer, deleteAnswer, keepAnswer } from '@/db/queries/staff/service-tokens'
import type { StaffContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { decrypt, encrypt, hashOf, type SealedPurpose } from '@/lib/secrets'

export type Reply = { status: number; body?: unknown; headers?: Record<string, string> }

type Asked = { key: string; method: string; url: string; body: unknown }
type Act = (ctx: StaffContext) => Promise<Reply>

/** No request waits for another server this long. If its process died, the call can be retried after that. */
const longestMs = 5 * 60_000

/**
 * Runs a request with an `Idempotency-Key` once, in one transaction with its response, and returns the same response to
 * a repeat. Doesn't keep refusals. Throws if the key was used with a different request.
 */
export function once(ctx: StaffContext, asked: Asked, act: Act): Promise<Reply> {
  const { call, requestHash, purpose } = callOf(ctx, asked)
  return ctx.db.transaction(async (db) => {
    const kept = await claimAnswer(db, { ...call, requestHash })
    if (kept) return replayed(kept, requestHash, purpose)
    const reply = await act({ ...ctx, db })
    await keepAnswer(db, { ...call, status: reply.status, answer: sealed(reply, purpose) })
    return reply
  })
}

/**
 * The same for a request that waits for another server, so without a transaction around it. Throws for a repeat while
 * the first one is in progress.
 */
export async function onceLong(ctx: StaffContext, asked: Asked, act: Act): Promise<Reply> {
  const { call, requestHash, purpose } = callOf(ctx, asked)
  const createdAt = new Date()
  const claim = { requestHash, answer: sealed({}, purpose), createdAt }
  const staleBefore = new Date(createdAt.getTime() - longestMs)
  const kept = await claimLongAnswer(ctx.db, { ...call, ...claim, staleBefore })
  if (kept !== true) return replayed(kept, requestHash, purpose)
  const reply = await act(ctx).catch(async (error: unknown) => {
    await deleteAnswer(ctx.db, call)
    throw error
  })
  await keepAnswer(ctx.db, { ...call, status: reply.status, answer: sealed(reply, purpose) })
  return reply
}

function callOf({ staff }: StaffContext, { key, method, url, body }: Asked) {
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Refused('invalid', 'Idempotency-Key must have 1 to 200 printable ASCII characters without spaces.')
  const { pathname, search } = new URL(url)
  const call = { serviceTokenId: staff.token?.id ?? '', key }
  const purpose: SealedPurpose = `kept_answers:${call.serviceTokenId}:${key}`
  return { call, requestHash: hashOf(JSON.stringify([method, pathname + search, body])), purpose }
}

const sealed = ({ headers, body }: Partial<Reply>, purpose: SealedPurpose) =>
  encrypt(JSON.stringify({ headers, body }), purpose)

type Kept = { requestHash: string; status: number; answer: string }

function replayed(kept: Kept | undefined, requestHash: string, purpose: SealedPurpose): Reply {
  if (kept && kept.requestHash !== requestHash)
    throw new Refused('conflict', 'This Idempotency-Key was already used with another request.', {}, 'id_reused')
  if (!kept || kept.status === 0)
    throw new Refused('conflict', 'A call with this Idempotency-Key is still under way. Repeat it in a moment.')
  const { headers, body } = JSON.parse(decrypt(kept.answer, purpose)) as Pick<Reply, 'headers' | 'body'>
  return { status: kept.status, body, headers: { ...headers, 'idempotency-replayed': 'true' } }
}
