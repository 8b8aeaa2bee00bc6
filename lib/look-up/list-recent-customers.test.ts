import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeCustomer, makeEnvironment, unique } from '@/db/factories'
import { entriesAbout } from '@/db/queries/staff/audit'
import { inRollback } from '@/db/testing'
import { eraseCustomer } from '@/lib/customers/erase-customer'
import { signedIn, withKey } from '@/lib/testing/contexts'
import { keepRecentCustomer } from './keep-recent-customer'
import { listRecentCustomers } from './list-recent-customers'

async function supported(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
  const ctx = await signedIn(db, { role: 'support', companyIds: [company.id] })
  return { company, environmentId, ctx }
}

const namesOf = async (ctx: Parameters<typeof listRecentCustomers>[0]) =>
  (await listRecentCustomers(ctx, {})).customers.map(({ name }) => name)

it('keeps the customers that a person opened last, newest first, only for that person', () =>
  inRollback(async (db) => {
    const { company, environmentId, ctx } = await supported(db)
    const colleague = await signedIn(db, { role: 'support', companyIds: [company.id] })
    const names = Array.from({ length: 25 }, () => unique('ada'))
    const made = []
    for (const userId of names) made.push(await makeCustomer(db, { environmentId, userId }))
    for (const { id } of made) await keepRecentCustomer(ctx, { environmentId, customerId: id })
    const [first] = made
    await keepRecentCustomer(ctx, { environmentId, customerId: first?.id ?? '' })
    const shown = await namesOf(ctx)
    expect(shown).toHaveLength(6)
    expect(shown).toContain(names[0])
    expect(await namesOf(colleague)).toEqual([])
    const kept = await db.query.recentCustomers.findMany({ where: (row, { eq }) => eq(row.staffId, ctx.staff.id) })
    expect(kept).toHaveLength(20)
    expect(await entriesAbout(db, { subjectKind: 'customer', subjectId: first?.id ?? '' })).toEqual([])
  }))

it('forgets erased customers, and hides those of companies that the person can no longer access', () =>
  inRollback(async (db) => {
    const { environmentId, ctx } = await supported(db)
    const userId = unique('ada')
    const customer = await makeCustomer(db, { environmentId, userId })
    await keepRecentCustomer(ctx, { environmentId, customerId: customer.id })
    expect(await namesOf(ctx)).toEqual([userId])
    const elsewhere = { ...ctx, staff: { ...ctx.staff, companyIds: [(await makeCompany(db)).id] } }
    expect(await namesOf(elsewhere)).toEqual([])
    await expect(keepRecentCustomer(elsewhere, { environmentId, customerId: customer.id })).rejects.toMatchObject({
      reason: 'not-found',
    })
    await eraseCustomer(await withKey(db, { environmentId, kind: 'secret' }), { id: userId })
    expect(await namesOf(ctx)).toEqual([])
  }))
