import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '@/db/client'
import { makeEnvironment } from '@/db/factories'
import { openDatabase } from '@/db/open-database'
import { fetchesByRevision, recentClients } from '@/db/queries/prompts/prompt-fetches'
import { ownPostgres } from '@/db/testing'
import { compilePrompt } from '@/lib/prompts/evaluation/compile'
import { readContext } from '@/lib/prompts/evaluation/context'
import { evaluate } from '@/lib/prompts/evaluation/evaluate'
import { effectiveOf } from '@/lib/prompts/levels/effective'
import { on } from '@/lib/testing/prompt-workspace'
import { FetchLog } from './fetch-log'
import type { Current } from './store'

let own: Awaited<ReturnType<typeof ownPostgres>>
let gateways: Database[]
beforeAll(async () => {
  // Open one connection up front, which stays when the database refuses new ones.
  own = await ownPostgres({ poolMax: 1 })
  gateways = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url: own.url, dataDir: '', poolMax: 2 })))
})
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()))
  await own.drop()
})

const now = Date.parse('2027-03-01T12:20:00Z')
const hour = new Date('2027-03-01T12:00:00Z')

/** The prompt at one revision number. */
function setting(revision: number): Current {
  const content = on({ rollout: { share: 100_000, salt: '' } })
  const level = {
    configurationId: 'c',
    scopeKind: 'app',
    revision,
    content,
    isReadable: true,
    updatedAt: new Date(now),
  } as const
  const effective = effectiveOf({ app: level })
  return { effective, compiled: compilePrompt(content, effective.revision), fingerprint: effective.revision }
}

describe('the counts of a gateway whose database is down', () => {
  it('are kept, and written once when the database is back', async () => {
    const { id: environmentId } = await makeEnvironment(own.database.db)
    const [gateway] = gateways
    if (!gateway) throw new Error('there are four gateways')
    const log = new FetchLog(gateway)
    const hear = () => {
      const current = setting(1)
      const context = readContext({ targetingKey: 'a phone' })
      const decision = evaluate(current.compiled, { context, now })
      if ('value' in decision) log.add({ environmentId, current, context, decision, isStreaming: false, now })
    }
    const written = () => fetchesByRevision(own.database.db, { environmentId, since: hour })
    const clients = () => recentClients(own.database.db, { environmentId, since: new Date(0), limit: 9 })
    await own.refuseConnections(true)
    try {
      await own.database.executeSql(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      for (let minute = 0; minute < 3; minute += 1) {
        hear()
        await log.flush()
      }
      expect(await written()).toEqual([])
    } finally {
      await own.refuseConnections(false)
    }
    hear()
    await log.stop()
    expect(await written()).toMatchObject([{ revision: 'c:1', fetches: 4 }])
    expect(await clients()).toMatchObject([{ targetingKey: 'a phone' }])
    await log.flush()
    expect(await written()).toMatchObject([{ fetches: 4 }])
  })
})

describe('the counts of gateways that write at the same time', () => {
  it('are all recorded, in whatever order each gateway counted its calls', async () => {
    const { id: environmentId } = await makeEnvironment(own.database.db)
    const settings = Array.from({ length: 40 }, (_, index) => setting(index))
    const rounds = 15
    const logs = gateways.map((gateway) => new FetchLog(gateway))
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, log] of logs.entries()) {
        const heard = [...settings.slice(index * 10), ...settings.slice(0, index * 10)]
        for (const current of index % 2 ? heard.toReversed() : heard) {
          const context = readContext({ targetingKey: `phone ${current.effective.revision}` })
          const decision = evaluate(current.compiled, { context, now })
          if ('value' in decision)
            log.add({ environmentId, current, context, decision, isStreaming: false, now: now + round * 3_600_000 })
        }
      }
      await Promise.all(logs.map((log) => log.flush()))
    }
    await Promise.all(logs.map((log) => log.stop()))
    const counted = await fetchesByRevision(own.database.db, { environmentId, since: hour })
    expect(new Set(counted.map(({ fetches }) => fetches))).toEqual(new Set([rounds * logs.length]))
    expect(counted).toHaveLength(settings.length)
  })
})
