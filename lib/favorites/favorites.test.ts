import { expect, it } from 'vitest'
import type { Db } from '@/db/client'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { archiveApp } from '@/lib/companies/archive-app'
import { workspace } from '@/lib/companies/workspace'
import type { StaffContext } from '@/lib/context'
import { signedIn } from '@/lib/testing/contexts'
import { addFavorite } from './add-favorite'
import { removeFavorite } from './remove-favorite'

async function appOf(db: Db) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  await makeEnvironment(db, { appId: app.id })
  return { companyId: company.id, appId: app.id }
}

async function favoritesOf(ctx: StaffContext) {
  const companies = await workspace(ctx, {})
  return companies.flatMap(({ apps }) => apps.filter(({ isFavorite }) => isFavorite).map(({ id }) => id))
}

it('keeps a favorite only for the person who chose it', () =>
  inRollback(async (db) => {
    const { companyId, appId } = await appOf(db)
    const ctx = await signedIn(db, { role: 'viewer', companyIds: [companyId] })
    const colleague = await signedIn(db, { role: 'viewer', companyIds: [companyId] })
    await addFavorite(ctx, { appId })
    expect(await favoritesOf(ctx)).toEqual([appId])
    expect(await favoritesOf(colleague)).toEqual([])
    await removeFavorite(ctx, { appId })
    expect(await favoritesOf(ctx)).toEqual([])
  }))

it('finds no app of another company and no archived app', () =>
  inRollback(async (db) => {
    const { companyId, appId } = await appOf(db)
    const other = await appOf(db)
    const ctx = await signedIn(db, { role: 'support', companyIds: [companyId] })
    await expect(addFavorite(ctx, { appId: other.appId })).rejects.toMatchObject({ reason: 'not-found' })
    await expect(removeFavorite(ctx, { appId: other.appId })).rejects.toMatchObject({ reason: 'not-found' })
    await addFavorite(ctx, { appId })
    await archiveApp(await signedIn(db, { role: 'admin' }), { appId })
    expect(await favoritesOf(ctx)).toEqual([])
    await expect(removeFavorite(ctx, { appId })).rejects.toMatchObject({ reason: 'not-found' })
  }))
