import type { Database } from '@/db/client'
import { pruneRefusedCalls, putRefusedCalls } from '@/db/queries/refused-calls'
import { cut, storable } from '@/db/storable'
import { BoundedMap } from '@/lib/flow/bounded-map'
import { gatherer } from '@/lib/flow/gatherer'
import { within } from '@/lib/flow/within'
import { TokenBucket } from '@/lib/keys/token-bucket'
import { log } from '@/lib/log'
import type { NamedUser } from './named-users'

export const refusedCallsMax = { ofCustomer: 20, ofEnvironment: 5_000 }

/** Records per second for each environment and process; the first ones are enough to recognize a flood. */
const perSecond = 20
const atOnce = 100
/** The longest that a response waits for its record. */
const waitMsMax = 500
/** Writes after which an environment is trimmed to its newest rows. */
const writesBetweenCuts = 200

type RefusedCall = {
  environmentId: string
  call: string
  keyKind: 'publishable' | 'secret' | null
  status: number
  code: string
  field: string
  detail: string
  requestId: string
}

const budgets = new BoundedMap<string, TokenBucket>(1_000)

/**
 * Whether another refused call may be recorded now. Checked first, so that a flood costs no more than its responses.
 */
export function mayKeepRefusal(environmentId: string, { isKeyLive = true, now = performance.now() } = {}): boolean {
  // Anyone may have an expired or revoked key, so its calls use a separate budget from those of live keys.
  const whose = isKeyLive ? environmentId : `${environmentId} ended`
  return budgets.remember(whose, () => new TokenBucket(perSecond, atOnce, now)).take(now) === 0
}

/**
 * Records a refused call for each customer that it names. Never blocks the caller for long: failures are only logged.
 */
export async function keepRefusedCall({ db }: Pick<Database, 'db'>, call: RefusedCall, users: NamedUser[]) {
  const lastAt = new Date()
  const row = { ...call, detail: masked(storable(call.detail, 500)), field: storable(call.field, 200), lastAt }
  const written = Promise.all(users.map((user) => kept(db, call.environmentId, { ...row, ...user }))).catch(
    (error: unknown) => log.warn({ err: error, requestId: call.requestId }, 'couldn’t keep that a call was refused'),
  )
  await within(waitMsMax, written)
}

type Row = Parameters<typeof putRefusedCalls>[1]['rows'][number]
let writes = 0

const kept = gatherer<Row, void>({
  batchMax: 200,
  batchesMax: 1,
  async write(db, environmentId, rows) {
    await putRefusedCalls(db, { rows })
    const cutsAll = writes % writesBetweenCuts === 0
    writes += 1
    await pruneRefusedCalls(db, {
      environmentId,
      customers: [...new Set(rows.map(({ customer }) => customer))],
      max: refusedCallsMax,
      cutsAll,
    })
    return rows.map(() => undefined)
  },
})

/** Masks anything that looks like a token or a key, because the message may quote the request. */
const masked = (text: string) => cut(text.replace(/[\w+/=.-]{32,}/g, '…'), 500)
