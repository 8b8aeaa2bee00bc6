import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { decodeJwt, jwtVerify } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { registrationIn, snippetLanguages, userTokenSnippet } from './registration-snippet'

afterEach(() => {
  vi.unstubAllEnvs()
})

const registration = { origin: 'https://push.example.com', publishableKey: 'pk_1', userToken: undefined }

describe('the first registration', () => {
  it.each(snippetLanguages)('includes the environment’s address and key in $label', ({ value }) => {
    const snippet = registrationIn(value, { ...registration, requiresIdentity: true })
    expect(snippet).toContain('https://push.example.com')
    expect(snippet).toContain('pk_1')
  })

  it('leaves the user ID out of curl if it would need a User-Token and there is none', () => {
    const curl = (given: { requiresIdentity: boolean; userToken?: string }) =>
      registrationIn('curl', { ...registration, userToken: undefined, ...given })
    expect(curl({ requiresIdentity: true })).not.toContain('"id"')
    expect(curl({ requiresIdentity: true, userToken: 'a.b.c' })).toMatch(
      /User-Token: a\.b\.c[\s\S]*"id": "setup-customer"/,
    )
    expect(curl({ requiresIdentity: false })).toContain('"id": "setup-customer"')
  })
})

it('the server snippet creates a User-Token that the API accepts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pushdesk-snippet-'))
  const file = join(folder, 'user-token.mjs')
  await writeFile(file, userTokenSnippet)
  vi.stubEnv('PUSHDESK_IDENTITY_SECRET', 'the secret of the environment')
  const { userTokenFor } = await import(/* @vite-ignore */ pathToFileURL(file).href)
  await rm(folder, { recursive: true })
  const token = userTokenFor('ann')
  await jwtVerify(token, new TextEncoder().encode('the secret of the environment'), { algorithms: ['HS256'] })
  expect(decodeJwt(token).sub).toBe('ann')
})
