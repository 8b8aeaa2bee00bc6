import { openDatabase } from '@/db/open-database'
import { transportDefaults } from '@/lib/apns/transport/transport-settings'
import { companyApiLimits } from '@/lib/company-api/post-json'
import { startWorker } from '@/lib/deliveries/sending/worker'
import { env } from '@/lib/env'
import { setEncryptionKey } from '@/lib/secrets'

// Runs as a separate process: `startWorkerToKill` starts it and kills it without warning.
const { DATABASE_URL: url, DATA_DIR: dataDir, ENCRYPTION_KEY: key = '' } = env()
setEncryptionKey(key)
// Long timeouts, so that even on a slow machine it is killed before a request times out.
const longMs = 600_000
Object.assign(transportDefaults, { requestTimeoutMs: longMs, queueTimeoutMs: longMs })
companyApiLimits.answerMs = longMs
await startWorker({ database: await openDatabase({ url, dataDir }) })
