import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)

/** Writes to both outputs without a reader, and reports each uncaught exception on stderr as Next.js does. */
const server = `
  const { surviveBrokenPipes } = await import('./bin/start/broken-pipes.ts')
  surviveBrokenPipes()
  let uncaught = 0
  process.on('uncaughtException', (error) => { uncaught += 1; if (uncaught < 50) console.error(error) })
  process.on('message', async () => {
    for (let line = 0; line < 20; line += 1) {
      console.log('line', line)
      console.error('line', line)
      await new Promise((done) => setImmediate(done))
    }
    process.send(uncaught, () => process.exit(0))
  })
  process.send('ready')
`

const command = `
  const { endWithReader } = await import('./bin/start/broken-pipes.ts')
  endWithReader()
  setInterval(() => console.log('line'), 1)
`

it('a server goes on without an uncaught exception once no one reads its output', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', server], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const [ready] = await once(child, 'message')
  expect(ready).toBe('ready')
  for (const output of [child.stdout, child.stderr]) {
    output?.destroy()
    if (output) await once(output, 'close')
  }
  child.send('write')
  expect(await once(child, 'message')).toEqual([0, undefined])
})

it('a command ends quietly and with status 0 once no one reads its output', async () => {
  const { stderr } = await run('sh', [
    '-c',
    `("$0" --import tsx --input-type=module --eval "$1"; echo "status $?" >&2) | true`,
    process.execPath,
    command,
  ])
  expect(stderr).toBe('status 0\n')
})
