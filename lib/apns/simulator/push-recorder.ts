import { announce } from '@/db/announce'
import type { Db } from '@/db/client'
import {
  insertSimulatedPushes,
  overwriteStoredPushes,
  releaseStoredPushes,
  replaceShownPushes,
} from '@/db/queries/simulator/simulator'
import type { EnvironmentName } from '@/db/schema/companies'
import { writeInHalves } from '@/lib/flow/in-halves'
import { onItsWay, wokeTheDevice } from './state/device-model'
import type { RecordedPush } from './state/ports'

const rowsMax = 500
/** A NOTIFY payload in PostgreSQL holds 8,000 bytes. */
const noticeTokenBytesMax = 7_000

type Waiting = { push: RecordedPush; resolve: () => void; reject: (error: unknown) => void }

/**
 * Writes pushes in batches. While one batch is written, the next one collects, so a single push doesn't wait. A push
 * that can't be written fails alone.
 */
export class PushRecorder {
  #waiting: Waiting[] = []
  #isWriting = false

  constructor(private readonly db: Db) {}

  record(push: RecordedPush): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ push, resolve, reject })
      if (!this.#isWriting) void this.#write()
    })
  }

  async #write() {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, rowsMax)
      const unwritten = await writeInHalves(batch, async (part) => {
        await this.#insert(part.map(({ push }) => push))
        for (const { resolve } of part) resolve()
      })
      for (const { item, error } of unwritten) item.reject(error)
    }
    this.#isWriting = false
  }

  async #insert(pushes: RecordedPush[]) {
    await this.db.transaction(async (tx) => {
      await insertSimulatedPushes(tx, { pushes })
      await replaceShownPushes(tx, { newer: pushes.filter(isReplacing) })
      for (const newest of pushes) {
        const { environmentName, token, createdAt: now } = newest
        if (newest.fate === 'stored' && newest.deviceOutcomeReason !== onItsWay)
          await overwriteStoredPushes(tx, { newest })
        if (newest.deviceOutcomeReason === wokeTheDevice) await releaseStoredPushes(tx, { environmentName, token, now })
      }
      for (const { environmentName, tokens } of notices(pushes))
        await announce(tx, { kind: 'simulated_push', environmentName, tokens })
    })
  }
}

const isReplacing = ({ fate, headers }: RecordedPush) =>
  fate === 'delivered' && headers['apns-collapse-id'] !== undefined

function* notices(pushes: RecordedPush[]): Generator<{ environmentName: EnvironmentName; tokens: string[] }> {
  for (const environmentName of ['production', 'sandbox'] as const) {
    const accepted = pushes.filter((push) => push.environmentName === environmentName && push.status === 200)
    let tokens: string[] = []
    let bytes = 0
    for (const token of new Set(accepted.map((push) => push.token))) {
      if (bytes + token.length > noticeTokenBytesMax) {
        yield { environmentName, tokens }
        tokens = []
        bytes = 0
      }
      tokens.push(token)
      bytes += token.length + 3
    }
    if (tokens.length > 0) yield { environmentName, tokens }
  }
}
