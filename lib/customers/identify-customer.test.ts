import { expect, it } from 'vitest'
import { makeApp, makeCustomer, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { identifyCustomer } from './identify-customer'

it('finds a customer by each of their IDs in their own environment, by user ID before Pushdesk’s ID', () =>
  inRollback(async (db) => {
    const app = await makeApp(db)
    const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
    const ctx = await signedIn(db, { role: 'viewer', companyIds: [app.companyId] })
    const one = await makeCustomer(db, { environmentId, userId: 'ada' })
    const other = await makeCustomer(db, { environmentId, userId: one.id })
    const named = (name: string) => identifyCustomer(ctx, { environmentId, name })
    expect(await named('ADA')).toEqual({ customerId: one.id })
    expect(await named(other.id)).toEqual({ customerId: other.id })
    expect(await named(one.id)).toEqual({ customerId: other.id })
    await expect(named('nobody')).rejects.toMatchObject({ reason: 'not-found' })
    const { id: elsewhere } = await makeEnvironment(db)
    await expect(identifyCustomer(ctx, { environmentId: elsewhere, name: 'ada' })).rejects.toMatchObject({
      reason: 'not-found',
    })
  }))
