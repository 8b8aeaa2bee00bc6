import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Children } from './children'

const stays = 'setInterval(() => undefined, 1_000); console.log(process.pid)'

async function started(name: string, code: string) {
  const folder = await mkdtemp(join(tmpdir(), 'pushdesk-children-'))
  const [script, log] = [join(folder, 'program.mjs'), join(folder, 'log')]
  await writeFile(script, code)
  const children = new Children(log)
  children.start({ name, script: [script], variables: {} })
  const pids = async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean).map(Number)
  await expect.poll(pids).toHaveLength(1)
  return { children, pids }
}

it('restarts killed programs, and counts a kill only when a program was running', async () => {
  const { children, pids } = await started('program', stays)
  children.killOne()
  children.killOne()
  await expect.poll(pids).toHaveLength(2)
  expect(children.deaths).toBe(1)
  expect(await children.end(30_000)).toEqual([])
})

it('names programs that ignore the request to stop, and leaves none of them running', async () => {
  const { children, pids } = await started('stubborn', `process.on('SIGTERM', () => undefined); ${stays}`)
  expect(await children.end(100)).toEqual(['stubborn'])
  const [pid = 0] = await pids()
  await expect.poll(() => isRunning(pid)).toBe(false)
})

function isRunning(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
