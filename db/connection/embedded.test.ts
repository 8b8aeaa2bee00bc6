import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openPglite } from './embedded'

it('keeps the embedded database to its owner', async () => {
  const dataDir = join(await mkdtemp(join(tmpdir(), 'pushdesk-embedded-')), 'data')
  const database = await openPglite(dataDir)
  await database.executeSql('create table made_later (a int)')
  const open = async (path: string) => ((await stat(path)).mode & 0o077) !== 0
  const files = await readdir(join(dataDir, 'pglite'), { recursive: true })
  expect(files.length).toBeGreaterThan(100)
  expect(await open(dataDir)).toBe(false)
  expect(await open(join(dataDir, 'pglite'))).toBe(false)
  expect(await open(join(dataDir, 'pglite', 'PG_VERSION'))).toBe(false)
  await database.close()
  await rm(dataDir, { recursive: true })
})
