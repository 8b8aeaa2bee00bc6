import { expect, it } from 'vitest'
import { makeApp, makeCompany, makeDevice, makeEnvironment } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { keysOf, withApi } from '@/gateway/testing'

it('a program asks the phone, its app responds, and the program reads the response', () =>
  withApi(async ({ ask, db }) => {
    const company = await makeCompany(db)
    const app = await makeApp(db, { companyId: company.id })
    const { id: environmentId } = await makeEnvironment(db, { appId: app.id })
    const device = await makeDevice(db, { environmentId })
    const { token: key } = await makeServiceToken(db, { role: 'support', companyIds: [company.id] })
    const { token: viewer } = await makeServiceToken(db, { role: 'viewer', companyIds: [company.id] })
    const { pk, sk } = await keysOf(db, environmentId)
    const path = `/api/v1/manage/companies/${company.slug}/apps/${app.slug}/environments/sandbox`
    const asking = `${path}/devices/${device.id}/probes`

    expect((await ask('post', asking, { key: viewer })).status).toBe(403)
    const asked = await ask('post', asking, { key })
    expect(asked).toMatchObject({ status: 202, body: { asksLeft: 2, probe: { state: 'sending', verdict: null } } })
    const { id } = asked.body.probe

    const answer = {
      deviceToken: device.address,
      permission: 'authorized',
      settings: { banners: 'disabled', showPreviews: 'never' },
      bundleId: app.bundleId,
      apnsEnvironment: 'sandbox',
      clock: new Date(Date.now() - 3 * 3_600_000).toISOString(),
    }
    const answering = `/api/v1/probes/${id}`
    expect((await ask('post', answering, { key: sk, body: answer })).body.code).toBe('wrong_key_kind')
    const { pk: foreign } = await keysOf(db, (await makeEnvironment(db)).id)
    expect((await ask('post', answering, { key: foreign, body: answer })).status).toBe(404)
    for (const [wrong, at] of [
      [{}, 'deviceToken'],
      [{ ...answer, uuid: 'phone-17' }, 'uuid'],
      [{ ...answer, permission: 'maybe' }, 'permission'],
      [{ ...answer, settings: { banners: true } }, 'settings.banners'],
      [{ ...answer, clock: 'noon' }, 'clock'],
      [{ ...answer, mood: 'good' }, 'mood'],
    ] as const)
      expect(await ask('post', answering, { key: pk, body: wrong })).toMatchObject({
        status: 400,
        body: { errors: [{ path: at }] },
      })
    expect(await ask('post', answering, { key: pk, body: answer })).toMatchObject({
      status: 200,
      body: { token: 'same', corrections: [] },
    })

    const { body } = await ask('get', `${path}/probes/${id}`, { key: viewer })
    expect(body.probe).toMatchObject({ state: 'answered', verdict: { code: 'banners_off' } })
    expect(body.probe.findings.map(({ code }: { code: string }) => code)).toEqual(['banners_off', 'clock_wrong'])
    const listed = await ask('get', asking, { key })
    expect(listed.body).toMatchObject({ probes: [body.probe], asksLeft: 2, nextAskAt: null, refusal: null })
    expect(JSON.stringify(listed.body)).not.toContain(device.address)

    for (let more = 0; more < 2; more++) expect((await ask('post', asking, { key })).status).toBe(202)
    expect(await ask('post', asking, { key })).toMatchObject({ status: 429, body: { code: 'asked_too_often' } })
  }))
