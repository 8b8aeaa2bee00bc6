import { createServer, type Socket } from 'node:net'
import { openDatabase } from '@/db/open-database'

/** A database whose server is down (`stopped`), or accepts connections but never responds (`frozen`). */
export async function awayDatabase(how: 'stopped' | 'frozen') {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  if (how === 'stopped') await new Promise((resolve) => server.close(resolve))
  const database = await openDatabase({ url: `postgres://postgres@127.0.0.1:${port}/none`, dataDir: '', poolMax: 3 })
  return {
    database,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await database.close()
    },
  }
}
