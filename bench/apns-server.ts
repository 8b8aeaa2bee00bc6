import { createSecureServer } from 'node:http2'

// Runs in its own process and accepts every push unread, so that the benchmark measures only the client.
type Start = { certPem: string; keyPem: string }

process.once('message', ({ certPem, keyPem }: Start) => {
  const server = createSecureServer({
    cert: certPem,
    key: keyPem,
    maxSessionMemory: 512,
    settings: { maxConcurrentStreams: 1000 },
  })
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined)
    stream.on('end', () => stream.respond({ ':status': 200, 'apns-id': headers['apns-id'] }, { endStream: true }))
    stream.resume()
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.({ port: typeof address === 'object' ? address?.port : 0 })
  })
})
process.on('disconnect', () => process.exit())
