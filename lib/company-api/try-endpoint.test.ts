import { expect, it } from 'vitest'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { inRollback } from '@/db/testing'
import { signedIn } from '@/lib/testing/contexts'
import { allowCompanyApiHost } from './allowed-hosts'
import { makeEndpoint } from './testing/endpoint'
import { scriptedCompany } from './testing/scripted-company'
import { tryEndpoint } from './try-endpoint'

it('sends one made-up delivery to the saved company API, and shows request and response with secrets masked', () =>
  inRollback(async (db) => {
    const company = await scriptedCompany({ status: 410, body: '{"error":"gone"}' })
    allowCompanyApiHost(company.host)
    try {
      const { id: environmentId } = await makeEnvironment(db)
      const auth = { kind: 'bearer', token: 'very-secret-token' } as const
      const signingSecret = await makeEndpoint(db, { environmentId, url: company.url, auth })
      const tried = await tryEndpoint(await signedIn(db, { role: 'admin' }), { environmentId })
      expect(tried).toMatchObject({ status: 410, response: { body: { error: 'gone' } } })
      expect(company.seen).toMatchObject([{ headers: { authorization: 'Bearer very-secret-token' } }])
      for (const secret of ['very-secret-token', signingSecret]) expect(JSON.stringify(tried)).not.toContain(secret)
    } finally {
      await company.close()
    }
  }))

it('calls nothing without a saved company API, for support staff, or for another company’s managers', () =>
  inRollback(async (db) => {
    const owner = await makeCompany(db)
    const app = await makeApp(db, { companyId: owner.id })
    const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
    const asked = async (role: 'integration_manager' | 'support', companyId: string) =>
      tryEndpoint(await signedIn(db, { role, companyIds: [companyId] }), { environmentId })
    await expect(asked('integration_manager', owner.id)).rejects.toMatchObject({ reason: 'not-found' })
    await expect(asked('support', owner.id)).rejects.toMatchObject({ reason: 'forbidden' })
    const other = await makeCompany(db)
    await expect(asked('integration_manager', other.id)).rejects.toMatchObject({ reason: 'not-found' })
  }))
