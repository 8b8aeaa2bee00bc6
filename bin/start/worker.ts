import { startWorker } from '@/lib/deliveries/worker'
import type { Env } from '@/lib/env'
import { log } from '@/lib/log'
import { prepareDatabase } from './database'
import { onStop } from './stop'

/** Delivery alone: any number of these beside the other processes. */
export async function startWorkerProcess(env: Env) {
  const database = await prepareDatabase(env)
  const worker = await startWorker({ database })
  onStop(async () => {
    await worker.stop()
    await database.close()
  })
  log.info('the worker is ready')
}
