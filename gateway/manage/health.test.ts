import { expect, it } from 'vitest'
import { makeAttemptCount } from '@/db/incident-factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

const base = '/api/v1/manage'

it('health is listed for every environment, and detailed for one', () =>
  withApi(async ({ ask, db, environment }) => {
    const { token: key } = await makeServiceToken(db)
    const all = await ask('get', `${base}/health`, { key })
    const app = await db.query.apps.findFirst({ where: ({ id }, { eq }) => eq(id, environment.appId) })
    const mine = all.body.environments.find((one: { app: string }) => one.app === app?.slug)
    expect(mine).toMatchObject({ isSimulated: true, activeDevices: 0, lastDay: { total: 0 } })
    const path = `${base}/companies/${mine.company}/apps/${mine.app}/environments/${mine.environment}/health`
    const { body } = await ask('get', path, { key })
    expect(body).toMatchObject({ waiting: 0, apnsKey: null, companyApi: null, prompt: mine.prompt })
    expect(body.week).toHaveLength(7)
  }))

it('traffic is reported for an environment, a company, and all the token’s companies', () =>
  withApi(async ({ ask, db, environment }) => {
    const { token: key } = await makeServiceToken(db)
    await makeAttemptCount(db, { environmentId: environment.id, at: new Date(Date.now() - 30_000), count: 5 })
    const all = await ask('get', `${base}/health`, { key })
    const app = await db.query.apps.findFirst({ where: ({ id }, { eq }) => eq(id, environment.appId) })
    const mine = all.body.environments.find((one: { app: string }) => one.app === app?.slug)
    const company = `/companies/${mine.company}`
    for (const path of ['', company, `${company}/apps/${mine.app}/environments/${mine.environment}`]) {
      const { status, body } = await ask('get', `${base}${path}/traffic`, { key })
      expect(status).toBe(200)
      const [lastMinute] = body.windows
      const accepted = (one: { transport: string; reason: string }) =>
        one.transport === 'apns' && one.reason === 'accepted'
      const { count } = lastMinute.attempts.find(accepted)
      // The platform includes other tests’ environments.
      if (path === '') expect(count).toBeGreaterThanOrEqual(5)
      else expect(count).toBe(5)
    }
  }))
