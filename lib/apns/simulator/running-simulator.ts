import type { EnvironmentName } from '@/db/schema/companies'

export type RunningSimulator = { origins: Record<EnvironmentName, string>; caPem: string }

const place = Symbol.for('pushdesk.simulator')
const holder = globalThis as { [place]?: RunningSimulator }

/** This process's own; every process with SIMULATOR=1 starts one, and they share their tables. */
export function runningSimulator(): RunningSimulator | undefined {
  return holder[place]
}

export function setRunningSimulator(simulator: RunningSimulator | undefined) {
  holder[place] = simulator
}
