import { once } from 'node:events'
import { link, mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryLock, waitForLock } from './lock'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pushdesk-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Leaves a lock as a killed process would. */
async function deadLock(name: string) {
  const server = createServer().listen(join(folder, 'bound'))
  await once(server, 'listening')
  await link(join(folder, 'bound'), join(folder, `${name}.sock`))
  server.close()
  await once(server, 'close')
}

describe('a lock', () => {
  it('goes to exactly one of many that request it at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => tryLock(folder, 'one')))
    expect(all.filter(Boolean)).toHaveLength(1)
  })

  it('goes to exactly one of many, even when a dead process left it behind', async () => {
    for (let round = 0; round < 10; round += 1) {
      await deadLock('one')
      const all = await Promise.all(Array.from({ length: 10 }, () => tryLock(folder, 'one')))
      const [release, ...more] = all.filter((one) => one !== undefined)
      expect(more).toEqual([])
      await release?.()
    }
  })

  it('is free after it is released, and leaves nothing behind', async () => {
    const release = await tryLock(folder, 'one')
    expect(await tryLock(folder, 'one')).toBeUndefined()
    expect(await tryLock(folder, 'other')).toBeDefined()
    await release?.()
    expect(await readdir(folder)).toEqual(['other.sock'])
    expect(await tryLock(folder, 'one')).toBeDefined()
  })

  it('passes from one waiter to the next', async () => {
    const order: string[] = []
    let inside = 0
    const work = async (name: string) => {
      const release = await waitForLock(folder, 'one')
      inside += 1
      expect(inside).toBe(1)
      await readdir(folder)
      order.push(name)
      inside -= 1
      await release()
    }
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map(work))
    expect(order.sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})
