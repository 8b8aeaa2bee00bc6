import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, type WriteStream } from 'node:fs'

export type Program = { name: string; program: 'start' | 'gateway' | 'worker'; variables: Record<string, string> }

/** Programs that are started again whenever they end, as a supervisor would. */
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
    const child = spawn(process.execPath, ['bin/run.mjs', program.program], {
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

  /** SIGKILL to one of them, whichever chance names. */
  killOne(names: string[]) {
    const child = this.#running.get(names[Math.floor(Math.random() * names.length)] ?? '')
    if (child?.kill('SIGKILL')) this.#deaths += 1
  }

  async end() {
    this.#isOver = true
    const ended = [...this.#running.values()].map(
      (child) =>
        new Promise((resolve) =>
          child.exitCode !== null || child.signalCode ? resolve(0) : child.once('exit', resolve),
        ),
    )
    for (const child of this.#running.values()) child.kill('SIGTERM')
    await Promise.all(ended)
    this.#log.end()
  }
}
