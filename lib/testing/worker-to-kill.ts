import { openDatabase } from '@/db/client'
import { startWorker } from '../deliveries/worker'
import { env } from '../env'
import { setEncryptionKey } from '../secrets'

// A process of its own: `startWorkerToKill` starts it, and ends it without a warning.
const { DATABASE_URL: url, DATA_DIR: dataDir, ENCRYPTION_KEY: key = '' } = env()
setEncryptionKey(key)
await startWorker({ database: await openDatabase({ url, dataDir }) })
