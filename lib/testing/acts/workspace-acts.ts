import type { Db } from '@/db/client'
import { makeApp, makeCompany, unique } from '@/db/factories'
import { archiveApp } from '@/lib/companies/archive-app'
import { archiveCompany } from '@/lib/companies/archive-company'
import { changeApp } from '@/lib/companies/change-app'
import { changeCompany } from '@/lib/companies/change-company'
import { createApp } from '@/lib/companies/create-app'
import { createCompany } from '@/lib/companies/create-company'
import { restoreApp } from '@/lib/companies/restore-app'
import { restoreCompany } from '@/lib/companies/restore-company'
import { signedIn } from '@/lib/testing/contexts'
import { type Act, aSentence } from './act'

async function here(db: Db) {
  const ctx = await signedIn(db, { role: 'admin' })
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  return { ctx, company, app, companyId: company.id, appId: app.id }
}

export const workspaceActs: Act[] = [
  {
    verb: 'createCompany',
    async arrange(db) {
      const { ctx } = await here(db)
      const slug = unique('new')
      return { ctx, act: () => createCompany(ctx, { slug, name: 'New Company' }) }
    },
    again: aSentence,
  },
  {
    verb: 'changeCompany',
    async arrange(db) {
      const { ctx, company, companyId } = await here(db)
      return {
        ctx,
        act: () => changeCompany(ctx, { companyId, name: 'New Name' }),
        before: { name: company.name },
      }
    },
    again: aSentence,
  },
  {
    verb: 'archiveCompany',
    async arrange(db) {
      const { ctx, companyId } = await here(db)
      return { ctx, act: () => archiveCompany(ctx, { companyId }), before: { isArchived: false } }
    },
    again: aSentence,
  },
  {
    verb: 'restoreCompany',
    async arrange(db) {
      const { ctx, companyId } = await here(db)
      await archiveCompany(ctx, { companyId })
      return { ctx, act: () => restoreCompany(ctx, { companyId }), before: { isArchived: true } }
    },
    again: aSentence,
  },
  {
    verb: 'createApp',
    async arrange(db) {
      const { ctx, companyId } = await here(db)
      const slug = unique('new')
      const app = { companyId, slug, name: 'New App', bundleId: `com.example.${slug}` }
      return { ctx, act: () => createApp(ctx, app) }
    },
    again: aSentence,
  },
  {
    verb: 'changeApp',
    async arrange(db) {
      const { ctx, app, appId } = await here(db)
      return {
        ctx,
        act: () => changeApp(ctx, { appId, name: 'New Name' }),
        before: { name: app.name, bundleId: app.bundleId },
      }
    },
    again: aSentence,
  },
  {
    verb: 'archiveApp',
    async arrange(db) {
      const { ctx, appId } = await here(db)
      return { ctx, act: () => archiveApp(ctx, { appId }), before: { isArchived: false } }
    },
    again: aSentence,
  },
  {
    verb: 'restoreApp',
    async arrange(db) {
      const { ctx, appId } = await here(db)
      await archiveApp(ctx, { appId })
      return { ctx, act: () => restoreApp(ctx, { appId }), before: { isArchived: true } }
    },
    again: aSentence,
  },
]
