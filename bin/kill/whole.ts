import { openDatabase } from '@/db/client'
import { startGateway } from '@/gateway/listener'
import { startWorker } from '@/lib/deliveries/worker'
import { readEnv } from '@/lib/env'
import { setEncryptionKey } from '@/lib/secrets'
import { listenOn } from '../start/http'

// The embedded database belongs to one process: its server without the dashboard, which takes no part in delivery.
const env = readEnv(process.env)
setEncryptionKey(env.ENCRYPTION_KEY ?? '')
const { answerWith, server } = await listenOn({ host: env.HOST, port: env.PORT ?? 0 })
const database = await openDatabase({ dataDir: env.DATA_DIR })
await database.migrate()
const gateway = await startGateway({ database, ownsProcess: true })
const worker = await startWorker({ database })
answerWith(gateway.listener)
process.once('SIGTERM', () => {
  server.close()
  void worker
    .stop()
    .then(() => gateway.stop())
    .then(() => database.close())
    .then(() => process.exit(0))
})
