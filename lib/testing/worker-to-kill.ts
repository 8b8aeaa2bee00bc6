import { openDatabase } from '@/db/open-database'
import { transportDefaults } from '@/lib/apns/transport/transport-settings'
import { companyApiLimits } from '@/lib/company-api/post-json'
import { startWorker } from '@/lib/deliveries/sending/worker'
import { env } from '@/lib/env'
import { setEncryptionKey } from '@/lib/secrets'

// A process of its own: `startWorkerToKill` starts it, and ends it without a warning.
const { DATABASE_URL: url, DATA_DIR: dataDir, ENCRYPTION_KEY: key = '' } = env()
setEncryptionKey(key)
// On a slow machine too it is killed before a request ends by itself.
const longMs = 600_000
Object.assign(transportDefaults, { requestTimeoutMs: longMs, queueTimeoutMs: longMs })
companyApiLimits.answerMs = longMs
await startWorker({ database: await openDatabase({ url, dataDir }) })
