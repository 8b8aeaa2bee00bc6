import { listenOn } from '@/bin/start/http'
import { openDatabase } from '@/db/open-database'
import { startGateway } from '@/gateway/listener'
import { startWorker } from '@/lib/deliveries/sending/worker'
import { setEncryptionKey } from '@/lib/secrets'

// Runs the gateway and the worker together in one process, as `npm start` does.
type Start = { url: string; encryptionKey: string; poolMax: number }

process.once('message', async ({ url, encryptionKey, poolMax }: Start) => {
  setEncryptionKey(encryptionKey)
  const database = await openDatabase({ url, dataDir: '', poolMax })
  const gateway = await startGateway({ database, ownsProcess: true })
  await startWorker({ database })
  const { port, answerWith } = await listenOn({ host: '127.0.0.1', port: 0 })
  answerWith(gateway.listener)
  process.on('message', () => {
    globalThis.gc?.()
    process.send?.({ heapMb: process.memoryUsage().heapUsed / 2 ** 20 })
  })
  process.send?.({ port })
})
process.on('disconnect', () => process.exit())
