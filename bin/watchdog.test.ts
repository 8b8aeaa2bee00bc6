import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'

const limitMs = 1_000
const waitsForProcesses = { timeout: 180_000 }

/** Runs the code in a real process with a one-second watchdog that has plenty of time to find the stack. */
function watched(code: string, execArgv: string[] = []) {
  const script = `
    import { startWatchdog } from './bin/start/watchdog.ts'
    startWatchdog({ blockedSecondsMax: ${limitMs / 1_000}, stackSecondsMax: 120 })
    setInterval(() => undefined, 1_000)
    ${code}`
  const child = spawn(process.execPath, [...execArgv, '--import', 'tsx', '--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  return { child, ended, says: (word: string) => saying(child, word) }
}

async function saying({ stdout }: ChildProcess, word: string) {
  if (!stdout) throw new Error('the process has no standard output')
  let said = ''
  while (!said.includes(word)) said += (await once(stdout, 'data'))[0]
}

const blocks = {
  'a loop': 'function blocksHere() { for (;;); } blocksHere()',
  'promises that never rest': 'async function blocksHere() { for (;;) await null } blocksHere()',
  'a regular expression': `function blocksHere() { /(a+)+$/.test('a'.repeat(60) + 'b') } blocksHere()`,
  'ticks that call each other': 'function blocksHere() { process.nextTick(blocksHere) } blocksHere()',
  'a wait without end':
    'function blocksHere() { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) } blocksHere()',
}

/** Node's internal frames may come first: ticks can also block between two of its calls. */
const stack =
  /^Error: blocked here\n( {4}at ([^\n]+ \()?(<anonymous>\)|node:internal\/[^\n]+)\n)* {4}at (blocksHere|process\.\w+) /

describe.concurrent('a process whose event loop is blocked beyond the limit', waitsForProcesses, () => {
  it.each(Object.entries(blocks))('exits with the stack in its log: %s', async (_, code) => {
    const { code: exitCode, said } = await watched(`setTimeout(() => { ${code} }, 100)`).ended
    expect(exitCode).toBe(70)
    const line = JSON.parse(said.trim().split('\n').at(-1) ?? '')
    expect(line).toMatchObject({ level: 'fatal', stack: expect.stringMatching(stack) })
    expect(line.blockedMs).toBeGreaterThanOrEqual(limitMs)
  })
})

describe.concurrent('the watchdog leaves alone', waitsForProcesses, () => {
  it('a busy process that still turns its loop', async () => {
    const { child, says } = watched(`
      const startedAt = performance.now()
      function turn() {
        const until = performance.now() + ${limitMs / 4}
        while (performance.now() < until);
        if (performance.now() - startedAt > ${3 * limitMs}) console.log('still here')
        else setTimeout(turn, 1)
      }
      turn()`)
    await says('still here')
    await endedBy(child)
  })

  it('a process that was suspended for longer than the limit and resumes', async () => {
    const { child, says } = watched(`
      process.on('SIGUSR2', () => console.log('still here'))
      console.log('ready')`)
    await says('ready')
    child.kill('SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, 3 * limitMs))
    child.kill('SIGCONT')
    child.kill('SIGUSR2')
    await says('still here')
    await endedBy(child)
  })

  it('a process with a debugger, which may stop at a breakpoint for as long as it likes', async () => {
    const { child, says } = watched(
      `setTimeout(() => {
        const until = performance.now() + ${3 * limitMs}
        while (performance.now() < until);
        console.log('still here')
      }, 100)`,
      ['--inspect=127.0.0.1:0'],
    )
    await says('still here')
    await endedBy(child)
  })
})

/** Expects the process to run until it is killed. */
async function endedBy(child: ChildProcess) {
  expect(child.exitCode).toBeNull()
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  expect(await closed).toEqual([null, 'SIGKILL'])
}
