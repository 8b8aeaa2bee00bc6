import { createServer, type RequestListener, type Server } from 'node:http'
import { answerAsStarting } from './away-page'
import { CannotStart } from './fail'

/** Takes the port at once, so that a taken one is told before anything else happens, and says "starting" until it is ready. */
export async function listenOn({ host, port }: { host: string; port: number }) {
  let answer: RequestListener = answerAsStarting
  const server = createServer((request, response) => {
    // Written over whatever the client sent, so that nobody chooses the address that sign-ins are limited by.
    request.headers['x-pushdesk-peer'] = request.socket.remoteAddress ?? ''
    answer(request, response)
  })
  // Longer than a load balancer's usual 60 s, so that it never reuses a connection that we are closing.
  server.keepAliveTimeout = 65_000
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
          : new CannotStart(`listening on ${host}:${port} failed: ${error.message}.`),
      ),
    )
    server.listen(port, host, resolve)
  })
}

export function closeServer(server: Server) {
  return new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    // Event streams never end by themselves.
    setTimeout(() => server.closeAllConnections(), 1_000).unref()
  })
}
