import { generateKeyPairSync } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { unique } from '@/db/factories'
import { withApi } from '@/gateway/testing'
import { commandLine, companyNamed, fileOf } from './testing'
import { settingsFolder } from './testing-folder'

const folder = settingsFolder()
afterEach(() => void vi.unstubAllEnvs())

describe('pushdesk apply', () => {
  it('rejects an invalid APNs key by its line, and applies no other part', () =>
    withApi(async (api) => {
      const run = await commandLine(api, { APNS_KEY: 'hidden words, no key' })
      const slug = unique('northwind')
      const extra = `apnsKey: { keyId: ABC123DEFG, teamId: TEAM123456, privateKey: '\${APNS_KEY}' }`
      await folder.write(slug, fileOf(slug, { extra }))
      const refused = await run('apply', '--folder', folder.path)
      expect(refused.err).toMatch(/\.yaml:\d+: apps\[0\]\.environments\.sandbox\.apnsKey\.privateKey: /)
      expect(refused.err).not.toContain('hidden')
      expect(await companyNamed(api, slug)).toBeUndefined()
    }))

  it('stops at an APNs key that can’t be verified after making the other changes, says so, and resumes there when applied again', () =>
    withApi(async (api) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const run = await commandLine(api, { APNS_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() })
      const slug = unique('northwind')
      const extra = `apnsKey: { keyId: ABC123DEFG, teamId: TEAM123456, privateKey: '\${APNS_KEY}' }`
      await folder.write(slug, fileOf(slug, { extra }))
      vi.stubEnv('APNS_SANDBOX_URL', 'https://127.0.0.1:9')
      const refused = await run('apply', '--folder', folder.path)
      expect(refused).toMatchObject({ code: 1 })
      expect(refused.err).toMatch(/sandbox: Upload the APNs key ABC123DEFG of team TEAM123456: not done\./)
      expect(refused.err).toMatch(/3 changes were made before it and kept\. Run “apply” again to make the rest\./)
      expect(refused.err).toMatch(/not attempted: .*sandbox: APNs server: Apple → the simulator/)
      expect(await companyNamed(api, slug)).toMatchObject({ name: 'Northwind Bank' })
      const again = await run('plan', '--folder', folder.path)
      expect(again.out.split('\n')).toEqual([
        expect.stringContaining('Upload the APNs key ABC123DEFG'),
        expect.stringContaining('APNs server: Apple → the simulator'),
      ])
    }))
})
