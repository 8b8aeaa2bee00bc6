import { inArray } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { auditEntries } from '@/db/schema/credentials'
import { sessions } from '@/db/schema/staff'
import { inRollback } from '@/db/testing'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'
import { contextForKey } from '@/lib/keys/context-for-key'
import { loadDemo } from './demo'

const made = ['company.create', 'app.create', 'api_key.create', 'endpoint.create', 'identity.rotate_secret']

it('creates the demo through staff commands, which leave audit entries but no session', () =>
  inRollback(async (db) => {
    const url = 'http://127.0.0.1:3999'
    allowCompanyApiHost('127.0.0.1:3999')
    const [sessionsBefore, now] = [await db.$count(sessions), new Date()]
    const environments = await loadDemo(db, { password: 'a password of the test', url, now })
    const entries = await db
      .selectDistinct({ action: auditEntries.action })
      .from(auditEntries)
      .where(inArray(auditEntries.action, made))
    expect(entries.map(({ action }) => action).sort()).toEqual([...made].sort())
    expect(await db.$count(sessions)).toBe(sessionsBefore)
    expect(environments).toHaveLength(4)
    for (const { publishableKey, secretKey, environment } of environments)
      for (const key of [publishableKey, secretKey])
        expect((await contextForKey(db, { key, requestId: 'test' }))?.environment.name).toBe(environment)
  }))
