import { randomBytes } from 'node:crypto'
import { bareHttp2, type Client, nodeApn, ourTransport } from './apns-clients'
import { type Turn, turnOf } from './turns'

// Each client has a process and a session of its own and keeps both over all turns, as in production: code that a
// process uses for several clients, or for one new client after the other, is compiled again and again.

const makers = { bareHttp2, nodeApn, ourTransport }
export type ClientName = keyof typeof makers
export type ApnsLoad = { client: ClientName; at: { port: number; ca: string }; pushes: number; inFlight: number }

let made: Promise<Client> | undefined

process.on('message', async ({ client: name, at, pushes, inFlight }: ApnsLoad) => {
  made ??= makers[name](at)
  const client = await made
  const turn = await turnOf(async () => {
    const startedAt = performance.now()
    await sendMany(client, pushes, inFlight)
    return { perSecond: pushes / ((performance.now() - startedAt) / 1000), count: pushes }
  })
  process.send?.(turn satisfies Turn)
})
process.on('disconnect', () => process.exit())

async function sendMany(client: Client, count: number, inFlight: number) {
  let left = count
  const lane = async () => {
    while (left-- > 0) await client.send(randomBytes(32).toString('hex'))
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}
