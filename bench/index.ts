import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { nodeFlags } from './node-flags'
import { programOf } from './program'
import { keepResult } from './results'

/** `npm run bench` runs all; with `-- prompt delivery` only those. Ratios compare with a control in the same run. */
async function main(wanted: string[]) {
  const names = (await readdir(import.meta.dirname))
    .filter((file) => file.endsWith('.bench.mjs'))
    .map((file) => file.replace('.bench.mjs', ''))
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length) throw new Error(`No such benchmark: ${unknown.join(', ')}. There are: ${names.join(', ')}.`)
  for (const name of wanted.length ? wanted : names) {
    console.log(`\n— ${name} —`)
    await keepResult(name, await printed(name))
  }
}

/** Runs the benchmark in its own process, because an earlier benchmark in the same process skews the numbers. */
async function printed(name: string): Promise<string> {
  const child = fork(programOf('one'), [name], {
    execArgv: [...process.execArgv, ...nodeFlags],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
    process.stdout.write(chunk)
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`The benchmark ${name} failed.`)
  return text
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
