import { processWide } from '@/db/process-wide'
import type { EnvironmentName } from '@/db/schema/companies'

type RunningSimulator = { origins: Record<EnvironmentName, string>; caPem: string }

/** The simulator of this process. Every process with SIMULATOR=1 starts one, and all share the same tables. */
export const runningSimulator = processWide<RunningSimulator>('simulator')

export const isSimulatorRunning = () => runningSimulator.get() !== undefined
