import { createServer, type RequestListener, type Server } from 'node:http'
import { late, within } from '@/lib/flow/within'
import { answerAsStarting } from './away-page'
import { limitConnections, timeLimits } from './connection-limits'
import { CannotStart } from './fail'
import { answeredAsMethod, nameClient } from './front-door'

/**
 * Binds the port first, so that a port conflict is reported before anything else happens. Responds "starting" until
 * ready.
 */
export async function listenOn({ host, port }: { host: string; port: number }) {
  let answer: RequestListener = answerAsStarting
  const server = createServer(timeLimits, (request, response) => {
    nameClient(request)
    if (!answeredAsMethod(request, response)) answer(request, response)
  })
  // Longer than a load balancer's usual 60 s, so that it never reuses a connection that we are closing.
  server.keepAliveTimeout = 65_000
  limitConnections(server)
  await bind(server, { host, port })
  const bound = server.address()
  return {
    server,
    port: typeof bound === 'object' && bound ? bound.port : port,
    answerWith(listener: RequestListener) {
      answer = listener
    },
  }
}

function bind(server: Server, { host, port }: { host: string; port: number }) {
  return new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new CannotStart(
              `port ${port} on ${host} is already in use. Stop the other process or set PORT to a different port.`,
            )
          : new CannotStart(`couldn’t listen on ${host}:${port}: ${error.message}.`),
      ),
    )
    server.listen(port, host, resolve)
  })
}

export async function closeServer(server: Server) {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  server.closeIdleConnections()
  // Event streams never end on their own.
  if ((await within(1_000, closed)) === late) server.closeAllConnections()
  await closed
}
