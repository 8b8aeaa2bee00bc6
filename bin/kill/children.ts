import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { late, within } from '@/lib/flow/within'

export type Program = { name: string; script: string[]; variables: Record<string, string> }

/** Programs that are restarted whenever they exit, as a supervisor would. */
export class Children {
  readonly #running = new Map<string, ChildProcess>()
  readonly #log: WriteStream
  #isOver = false
  #deaths = 0

  constructor(logFile: string) {
    this.#log = createWriteStream(logFile)
    process.once('exit', () => {
      for (const child of this.#running.values()) child.kill('SIGKILL')
    })
  }

  get deaths() {
    return this.#deaths
  }

  start(program: Program) {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(process.execPath, program.script, {
      env: { NODE_ENV: 'production', PATH, HOME, ...program.variables },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.pipe(this.#log, { end: false })
    child.stderr.pipe(this.#log, { end: false })
    this.#running.set(program.name, child)
    child.once('exit', () => {
      if (!this.#isOver) this.start(program)
    })
  }

  /** Sends SIGKILL to a random running program. */
  killOne() {
    const living = [...this.#running.values()].filter(isAlive)
    const child = living[Math.floor(Math.random() * living.length)]
    if (child?.kill('SIGKILL')) this.#deaths += 1
  }

  /** Asks every program to stop. Returns the names of those that missed the deadline and were killed. */
  async end(withinMs: number): Promise<string[]> {
    this.#isOver = true
    const living = [...this.#running].filter(([, child]) => isAlive(child))
    const late = await Promise.all(living.map(async ([name, child]) => ((await ends(child, withinMs)) ? [] : [name])))
    this.#log.end()
    return late.flat()
  }
}

const isAlive = ({ exitCode, signalCode, killed }: ChildProcess) => exitCode === null && signalCode === null && !killed

async function ends(child: ChildProcess, withinMs: number): Promise<boolean> {
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  if ((await within(withinMs, exited)) !== late) return true
  child.kill('SIGKILL')
  return false
}
