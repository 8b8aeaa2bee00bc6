import { expect, it } from 'vitest'
import { makeApp, makeCompany, makeDelivery, makeEnvironment } from '@/db/factories'
import { changeAppRow, changeCompanyRow } from '@/db/queries/archive'
import { loadSendables } from '@/db/queries/sending/sending'
import { inRollback } from '@/db/testing'
import { checkBeforeSending } from '@/lib/deliveries/suppression'

it.each(['app', 'company'] as const)('suppresses a queued delivery once its %s is archived', (archived) =>
  inRollback(async (db) => {
    const { id: companyId } = await makeCompany(db)
    const { id: appId } = await makeApp(db, { companyId })
    const { id: environmentId } = await makeEnvironment(db, { appId })
    const expiresAt = new Date(Date.now() + 60_000)
    const { id } = await makeDelivery(db, { environmentId, state: 'queued', endedAt: null, expiresAt })
    const checked = async () => {
      const [delivery] = await loadSendables(db, { ids: [id], now: new Date() })
      return delivery && checkBeforeSending(delivery, new Date())
    }
    const archivedAt = new Date()
    expect((await checked())?.reason).not.toBe('app_archived')
    if (archived === 'app') await changeAppRow(db, { appId, archivedAt })
    else await changeCompanyRow(db, { companyId, archivedAt })
    expect(await checked()).toMatchObject({ state: 'suppressed', reason: 'app_archived' })
  }),
)
