import { fork } from 'node:child_process'
import { once } from 'node:events'
import { makeCertificates } from '@/lib/apns/simulator/certificates'
import type { ApnsLoad, ClientName } from './apns-load'
import { programOf } from './program'
import { inTurns, type Turn, toldRatio } from './turns'

const pushes = 10_000
/** Until the compiler has done most of its work. */
const warmUpTurns = 6
const inFlight = 900
const turnsMax = 100

/** Pushes per second through our transport, against bare node:http2 and @parse/node-apn: same server, in turns. */
export async function run() {
  const { caPem, certPem, keyPem } = await makeCertificates()
  const server = fork(programOf('apns-server'), { execArgv: process.execArgv })
  server.send({ certPem, keyPem })
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const at = { port, ca: caPem }
  const ours = await startClient('ourTransport', at)
  for (const [name, client, bar] of [
    ['bare node:http2', 'bareHttp2', 0.92],
    ['@parse/node-apn', 'nodeApn', 1],
  ] as const) {
    const control = await startClient(client, at)
    const ratio = await inTurns(ours.turn, control.turn, { turnsMax })
    console.log(`APNs transport beside ${name}, ${inFlight} in flight on one session: ${toldRatio(ratio, bar)}`)
    control.end()
  }
  ours.end()
  server.disconnect()
}

async function startClient(client: ClientName, at: ApnsLoad['at']) {
  const child = fork(programOf('apns-load'), { execArgv: process.execArgv })
  const turn = async () => {
    child.send({ client, at, pushes, inFlight } satisfies ApnsLoad)
    const [done] = (await once(child, 'message')) as [Turn]
    return done
  }
  for (let turns = 0; turns < warmUpTurns; turns += 1) await turn()
  return { turn, end: () => child.disconnect() }
}
