import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { generatedSecret } from './variables'

let parent: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'pushdesk-secret-'))
})
afterEach(() => rm(parent, { recursive: true, force: true }))

it('processes that start at once on a new folder share the same secrets, readable only by their user', async () => {
  const dataDir = join(parent, 'new')
  const all = await Promise.all(Array.from({ length: 20 }, () => generatedSecret('AUTH_SECRET', dataDir)))
  expect(new Set(all).size).toBe(1)
  expect(all[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(await readdir(dataDir)).toEqual(['auth-secret'])
  expect((await readFile(join(dataDir, 'auth-secret'), 'utf8')).trim()).toBe(all[0])
  expect((await stat(join(dataDir, 'auth-secret'))).mode & 0o777).toBe(0o600)
  expect(await generatedSecret('AUTH_SECRET', dataDir)).toBe(all[0])
})
