import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeApp, makeCompany, makeEnvironment } from '@/db/factories'
import { makeServiceToken } from '@/db/staff-factories'
import { withApi } from '@/gateway/testing'
import { commandLine } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('pulls a company with more apps than the rate limit allows at once, by waiting as long as the server says', () =>
  withApi(async (api) => {
    const { id: companyId, slug } = await makeCompany(api.db)
    for (let made = 0; made < 35; made += 1) {
      const { id: appId } = await makeApp(api.db, { companyId })
      for (const name of ['production', 'sandbox'] as const) await makeEnvironment(api.db, { appId, name })
    }
    const { token } = await makeServiceToken(api.db, { role: 'viewer', companyIds: [companyId] })
    const waited: number[] = []
    // The clock advances only while the program waits, so the rate limit refills only by what it waited for.
    const run = await commandLine(api, { PUSHDESK_TOKEN: token }, async (ms) => {
      waited.push(ms)
      vi.advanceTimersByTime(ms)
    })
    expect(await run('pull', '--folder', folder.path)).toMatchObject({ code: 0, err: '' })
    expect(waited).toEqual([1_000])
    expect((await folder.read(slug)).match(/bundleId:/g)).toHaveLength(35)
  }))
