import { processWide } from '@/db/process-wide'
import type { EnvironmentName } from '@/db/schema/companies'

type RunningSimulator = { origins: Record<EnvironmentName, string>; caPem: string }

/** This process's own; every process with SIMULATOR=1 starts one, and they share their tables. */
export const runningSimulator = processWide<RunningSimulator>('simulator')

export const isSimulatorRunning = () => runningSimulator.get() !== undefined
