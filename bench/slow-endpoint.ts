import { createServer } from 'node:http'

// Runs in its own process: a company endpoint that accepts every request after a fixed delay.
const answerMs = Number(process.argv[2] ?? 300)

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => setTimeout(() => response.writeHead(200).end('{}'), answerMs))
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
})
process.on('disconnect', () => process.exit())
