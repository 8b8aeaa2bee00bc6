import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { makeCertificates } from '@/lib/apns/simulator/certificates'
import { bareHttp2, type Client, nodeApn, ourTransport } from './apns-clients'

const pushes = 20_000
const warmUp = 4_000
const inFlight = 900
const rounds = 5

type Measured = { perSecond: number; cpuMs: number }

/** Sends a second of our transport beside bare node:http2 on one session and beside @parse/node-apn: same server, taking turns. */
export async function run() {
  const { caPem, certPem, keyPem } = await makeCertificates()
  const server = fork(new URL('./apns-server.ts', import.meta.url), { execArgv: process.execArgv })
  server.send({ certPem, keyPem })
  const [{ port }] = (await once(server, 'message')) as [{ port: number }]
  const at = { port, ca: caPem }
  const makers = [bareHttp2, ourTransport, nodeApn]
  const results = new Map<string, Measured[]>()
  for (let round = 0; round < rounds; round++) {
    // The one who begins changes, so that nobody always has the warmest machine.
    for (let turn = 0; turn < makers.length; turn++) {
      const client = await makers[(turn + round) % makers.length]?.(at)
      if (!client) continue
      await sendMany(client, warmUp)
      results.set(client.name, [...(results.get(client.name) ?? []), await measure(client)])
      await client.close()
    }
  }
  server.disconnect()
  report(results)
}

async function measure(client: Client): Promise<Measured> {
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  await sendMany(client, pushes)
  const seconds = (performance.now() - startedAt) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  return { perSecond: pushes / seconds, cpuMs: (cpu.user + cpu.system) / 1000 }
}

async function sendMany(client: Client, count: number) {
  let left = count
  const lane = async () => {
    while (left-- > 0) await client.send(randomBytes(32).toString('hex'))
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
}

function report(results: Map<string, Measured[]>) {
  const of = (name: string, pick: (one: Measured) => number) => median((results.get(name) ?? []).map(pick))
  const bare = of('bare node:http2', (one) => one.perSecond)
  const ours = of('our transport', (one) => one.perSecond)
  const apn = of('@parse/node-apn', (one) => one.perSecond)
  console.log(`APNs transport: ${pushes} pushes, ${inFlight} in flight, one session, medians of ${rounds}`)
  for (const name of results.keys())
    console.log(
      `  ${name.padEnd(16)} ${Math.round(of(name, (one) => one.perSecond))}/s, ${Math.round(of(name, (one) => one.cpuMs))} ms CPU`,
    )
  console.log(`  ours / bare      ${(ours / bare).toFixed(2)} (bar: 0.90)`)
  console.log(`  ours / node-apn  ${(ours / apn).toFixed(2)} (bar: above 1)`)
}

function median(numbers: number[]) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
