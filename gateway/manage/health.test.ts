import { expect, it } from 'vitest'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'

const base = '/api/v1/manage'

it('health is told of every environment, and in full of one', () =>
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
