import type { MachineContext } from '@/lib/context'
import { Refused } from '@/lib/errors'
import { within } from '@/lib/flow/within'
import { endedKeyOf } from '@/lib/keys/ended-key'
import { keepRefusedCall, mayKeepRefusal } from '@/lib/refused-calls/keep-refused-call'
import { type NamedUser, namedUsers, namedUsersIn } from '@/lib/refused-calls/named-users'
import { readBody } from './body'
import type { ApiCall, Gateway } from './gateway'
import { faultFor } from './problems'

/** What the gateway knew about a call when it was rejected. */
export type CallTrace = { ctx?: Pick<MachineContext, 'environment' | 'key'>; body?: { value: unknown } }

/** `key` is the key as sent. */
type Refusal = { call: string; error: unknown; requestId: string; trace: CallTrace; key: string | undefined }

const statuses = new Set([400, 401, 403, 409, 413, 429])
const readMsMax = 1_000
const searchedBytesMax = 256 * 1024

/** Records a rejected call, if its key belongs or belonged to an environment and the call names a customer. */
export async function keepRefusal(
  gateway: Gateway,
  { call, error, requestId, trace, key }: Refusal,
  readUsers: () => Promise<NamedUser[]>,
) {
  const fault = faultFor(error)
  if (!fault || !statuses.has(fault.status)) return
  const ended = fault.code === 'key_invalid' && key ? await endedKeyOf(gateway.database.db, key) : undefined
  const environmentId = trace.ctx?.environment.id ?? environmentOfRefusal(error) ?? ended?.environmentId
  if (!environmentId || !mayKeepRefusal(environmentId, { isKeyLive: !ended })) return
  const users = trace.body ? namedUsers(trace.body.value) : await readUsers()
  if (users.length === 0) return
  const [wrong] = Object.entries(fault.fields ?? {})
  await keepRefusedCall(
    gateway.database,
    {
      environmentId,
      call,
      keyKind: trace.ctx?.key.kind ?? ended?.kind ?? null,
      status: fault.status,
      code: fault.code,
      field: wrong?.[0] ?? '',
      detail: wrong?.[1][0] ?? ended?.sentence ?? fault.detail,
      requestId,
    },
    users,
  )
}

/**
 * Finds the customers named in an unread body, for example when the key may not make the call. Searches only the
 * beginning of a body that is too long.
 */
export async function unreadUsers(c: ApiCall): Promise<NamedUser[]> {
  const found = await within(readMsMax, usersOf(c)).catch(() => [])
  return Array.isArray(found) ? found : []
}

async function usersOf(c: ApiCall): Promise<NamedUser[]> {
  if (c.req.raw.bodyUsed) return []
  if (Number(c.req.header('content-length') ?? 0) <= searchedBytesMax / 4) return namedUsers((await readBody(c)).value)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of c.req.raw.body ?? []) {
    chunks.push(chunk)
    bytes += chunk.byteLength
    if (bytes >= searchedBytesMax) break
  }
  return namedUsersIn(Buffer.concat(chunks).toString('utf8'))
}

/** Returns the environment of a key over its rate limit: the key is known, although the call got no context. */
export function environmentOfRefusal(error: unknown): string | undefined {
  const id = error instanceof Refused ? error.details.environmentId : undefined
  return typeof id === 'string' ? id : undefined
}
