import { describe, expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeCompanyEndpoint, makeDelivery, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { environmentHealth } from './environment-health'

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)

async function here(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
  const ctx = await signedIn(db, { role: 'viewer', companyIds: [company.id] })
  return { environmentId, health: () => environmentHealth(ctx, { environmentId }) }
}

describe('the overview', () => {
  it('shows a company API as working only after it accepts a push with its current settings', () =>
    inRollback(async (db) => {
      const { environmentId, health } = await here(db)
      const push = { environmentId, transport: 'company_api' as const, deviceKind: 'uuid' as const }
      await makeCompanyEndpoint(db, { environmentId, updatedAt: minutesAgo(30) })
      expect((await health()).endpoint?.state).toEqual({ kind: 'unused' })
      await makeDelivery(db, { ...push, createdAt: minutesAgo(40), endedAt: minutesAgo(40) })
      await makeDelivery(db, { environmentId, createdAt: minutesAgo(5), endedAt: minutesAgo(5) })
      expect((await health()).endpoint?.state).toEqual({ kind: 'unused' })
      await makeDelivery(db, { ...push, createdAt: minutesAgo(20), endedAt: minutesAgo(20) })
      expect((await health()).endpoint?.state).toMatchObject({ kind: 'accepted' })
      await makeDelivery(db, { ...push, state: 'failed', reason: 'http_401', createdAt: minutesAgo(1) })
      expect((await health()).endpoint?.state).toMatchObject({ kind: 'rejected', reason: 'http_401' })
    }))

  it('shows that Pushdesk refuses to call a private address before anything is sent', () =>
    inRollback(async (db) => {
      const { environmentId, health } = await here(db)
      await makeCompanyEndpoint(db, { environmentId, url: 'http://10.1.2.3/push' })
      expect((await health()).endpoint?.state).toEqual({ kind: 'refused' })
    }))

  it('measures waiting from when a delivery became due, so that an old retry isn’t a delayed queue', () =>
    inRollback(async (db) => {
      const { environmentId, health } = await here(db)
      const dueAt = minutesAgo(0.1)
      const waiting = { environmentId, state: 'retrying' as const, endedAt: null, createdAt: minutesAgo(180) }
      await makeDelivery(db, { ...waiting, nextAttemptAt: dueAt })
      await makeDelivery(db, { ...waiting, nextAttemptAt: minutesAgo(-60) })
      expect((await health()).oldestWaitingSince).toEqual(dueAt)
    }))
})
