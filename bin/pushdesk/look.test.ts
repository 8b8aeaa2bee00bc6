import { expect, it } from 'vitest'
import { makeCustomer, makeDelivery, makeDevice } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { Api } from './api'
import { sendTests, tail } from './look'
import type { TestedApi } from './testing'

async function reached({ db, url, environment }: TestedApi) {
  const { token } = await makeServiceToken(db)
  const app = await db.query.apps.findFirst({ where: ({ id }, { eq }) => eq(id, environment.appId) })
  const company = await db.query.companies.findFirst({ where: ({ id }, { eq }) => eq(id, app?.companyId ?? '') })
  return { server: new Api({ url, token }), place: `${company?.slug}/${app?.slug}/${environment.name}` }
}

it('tail prints every delivery, even when more arrive at once than fit on one page', () =>
  withApi(async (api) => {
    const { server, place } = await reached(api)
    const environmentId = api.environment.id
    await makeDelivery(api.db, { environmentId })
    const come = 105
    const told: string[] = []
    let polls = 0
    await tail(
      server,
      place,
      { isJson: true, say: (line) => told.push((JSON.parse(line) as { id: string }).id) },
      {
        until: () => ++polls === 3,
        wait: async () => {
          if (polls === 1) for (let made = 0; made < come; made += 1) await makeDelivery(api.db, { environmentId })
        },
      },
    )
    expect(new Set(told).size).toBe(come + 1)
    expect(told).toHaveLength(come + 1)
  }))

it('send-test reports that a customer has more devices than it sends to', () =>
  withApi(async (api) => {
    const { server, place } = await reached(api)
    const environmentId = api.environment.id
    const { id: customerId, userId } = await makeCustomer(api.db, { environmentId })
    for (let made = 0; made < 51; made += 1) await makeDevice(api.db, { environmentId, customerId })
    const said: string[] = []
    const enough = new Error('enough was heard')
    const pace = { say: (line: string) => said.push(line), wait: () => Promise.reject(enough) }
    const test = { customer: userId ?? '', confirm: place.split('/')[0], title: 'A', body: 'B' }
    await expect(sendTests(server, place, test, pace)).rejects.toBe(enough)
    expect(said[0]).toBe(`${userId} has more than 50 active devices. 50 of them get the test.`)
  }))
