import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeCompanyEndpoint, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { closeCircuit, countFailure, takeProbe } from './circuit'

async function endpoint(db: Db) {
  const { id: environmentId } = await makeEnvironment(db)
  await makeCompanyEndpoint(db, { environmentId })
  return environmentId
}

const start = new Date('2026-01-01T00:00:00Z')
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000)

/** Records `times` failures and returns for how many seconds the circuit is open. */
async function fail(db: Db, given: { environmentId: string; times: number; isProbe?: boolean; retryAfterMs?: number }) {
  const { times, isProbe = false, retryAfterMs = 0, environmentId } = given
  let openUntil: Date | null = null
  for (let count = 0; count < times; count += 1)
    openUntil = (await countFailure(db, { environmentId, isProbe, retryAfterMs, now: start }))?.openUntil ?? null
  return openUntil && (openUntil.getTime() - start.getTime()) / 1000
}

it('opens at the fifth failure in a row, and for longer with each failed probe', () =>
  inRollback(async (db) => {
    const environmentId = await endpoint(db)
    expect(await fail(db, { environmentId, times: 4 })).toBeNull()
    expect(await fail(db, { environmentId, times: 1 })).toBe(10)
    const rests: (number | null)[] = []
    for (let count = 0; count < 6; count += 1) rests.push(await fail(db, { environmentId, times: 1, isProbe: true }))
    expect(rests).toEqual([20, 40, 40, 40, 40, 40])
    expect(await closeCircuit(db, { environmentId })).toBe(true)
    expect(await closeCircuit(db, { environmentId })).toBe(false)
    expect(await fail(db, { environmentId, times: 4 })).toBeNull()
  }))

it('stays open for as long as the endpoint asks (Retry-After), up to an hour', () =>
  inRollback(async (db) => {
    const environmentId = await endpoint(db)
    await fail(db, { environmentId, times: 4 })
    expect(await fail(db, { environmentId, times: 1, retryAfterMs: 120_000 })).toBe(120)
    expect(await fail(db, { environmentId, times: 1, isProbe: true, retryAfterMs: 1_500 })).toBe(20)
    expect(await fail(db, { environmentId, times: 1, isProbe: true, retryAfterMs: 86_400_000 })).toBe(3_600)
  }))

it('lets one probe through when the time is up, and the next only when the first must have returned', () =>
  inRollback(async (db) => {
    const environmentId = await endpoint(db)
    expect(await takeProbe(db, { environmentId, now: start })).toBe(false)
    await fail(db, { environmentId, times: 5 })
    const probes: boolean[] = []
    for (const seconds of [9, 10, 10, 11, 24, 25, 25])
      probes.push(await takeProbe(db, { environmentId, now: after(seconds) }))
    expect(probes).toEqual([false, true, false, false, false, true, false])
  }))
