import { expect, it } from 'vitest'
import { makeEnvironment } from '@/db/factories'
import { insertCredential } from '@/db/queries/settings/credential-settings'
import { inRollback } from '@/db/testing'
import { storedProviderTokens } from './stored-provider-tokens'

const minuteMs = 60_000

it('replaces a stored token that is too old or from the future, and keeps any other', () =>
  inRollback(async (db) => {
    const { id: environmentId } = await makeEnvironment(db)
    const credentialId = crypto.randomUUID()
    await insertCredential(db, { id: credentialId, environmentId, keyId: 'K', teamId: 'T', privateKey: 'sealed' })
    const store = storedProviderTokens(db, { credentialId })
    const now = Date.now()
    const token = (jwt: string, ageMinutes: number) => ({ jwt, issuedAt: new Date(now - ageMinutes * minuteMs) })
    const issued = { after: new Date(now - 45 * minuteMs), before: new Date(now + minuteMs) }
    expect((await store.replace(token('future', -300), issued)).jwt).toBe('future')
    expect((await store.replace(token('young', 20), issued)).jwt).toBe('young')
    expect((await store.replace(token('younger', 0), issued)).jwt).toBe('young')
    expect((await store.replace(token('old', 46), { ...issued, after: new Date(now - 10 * minuteMs) })).jwt).toBe('old')
    expect((await store.replace(token('new', 0), issued)).jwt).toBe('new')
  }))
