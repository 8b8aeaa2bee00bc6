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

/** Of each environment and process; a flood is known by its first. */
const perSecond = 20
const atOnce = 100
/** The answer waits so long for its record, and no longer. */
const waitMsMax = 500
/** In how many writes an environment is cut to its newest. */
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

/** Whether one more may be kept now. Asked first, so that a flood costs nothing more than its answers. */
export function mayKeepRefusal(environmentId: string, { isKeyLive = true, now = performance.now() } = {}): boolean {
  // Anyone may hold a key that has ended, so its calls take nothing from those of live keys.
  const whose = isKeyLive ? environmentId : `${environmentId} ended`
  return budgets.remember(whose, () => new TokenBucket(perSecond, atOnce, now)).take(now) === 0
}

/** That a call was refused, for each customer whom it names. Is in the way of nothing: a failure is logged. */
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

/** A sentence can quote what was sent; what looks like a token or a key doesn't stay in it. */
const masked = (text: string) => cut(text.replace(/[\w+/=.-]{32,}/g, '…'), 500)
