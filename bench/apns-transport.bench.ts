import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { makeCertificates } from '@/lib/apns/simulator/certificates'
import { bareHttp2, type Client, nodeApn, ourTransport } from './apns-clients'
import { programOf } from './program'
import { inTurns, type Turn, toldRatio, turnOf } from './turns'

const pushes = 10_000
const warmUp = 2_000
const inFlight = 900
const turnsMax = 24

/** Pushes per second through our transport, against bare node:http2 and @parse/node-apn: same server, in turns. */
export async function run() {
  const { caPem, certPem, keyPem } = await makeCertificates()
  const server = fork(programOf('apns-server'), { execArgv: process.execArgv })
  server.send({ certPem, keyPem })
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const turn = (maker: typeof ourTransport) => () => sent(maker, { port, ca: caPem })
  for (const [name, control, bar] of [
    ['bare node:http2', bareHttp2, 0.92],
    ['@parse/node-apn', nodeApn, 1],
  ] as const) {
    const ratio = await inTurns(turn(ourTransport), turn(control), { turnsMax })
    console.log(`APNs transport beside ${name}, ${inFlight} in flight on one session: ${toldRatio(ratio, bar)}`)
  }
  server.disconnect()
}

async function sent(maker: typeof ourTransport, at: Parameters<typeof ourTransport>[0]): Promise<Turn> {
  const client = await maker(at)
  await sendMany(client, warmUp)
  const turn = await turnOf(async () => {
    const startedAt = performance.now()
    await sendMany(client, pushes)
    return { perSecond: pushes / ((performance.now() - startedAt) / 1000), count: pushes }
  })
  await client.close()
  return turn
}

async function sendMany(client: Client, count: number) {
  let left = count
  const lane = async () => {
    while (left-- > 0) await client.send(randomBytes(32).toString('hex'))
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}
