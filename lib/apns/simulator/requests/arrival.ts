import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import type { EnvironmentName } from '@/db/schema/companies'
import type { FaultRegistry, FaultTarget } from '@/lib/apns/simulator/faults/fault-registry'
import type { Subject } from '@/lib/apns/simulator/rules/path'
import type { TokenVerifier, VerifiedToken } from '@/lib/apns/simulator/rules/provider-token'
import type { TokenRate } from '@/lib/apns/simulator/rules/token-rate'
import type { Connection } from '@/lib/apns/simulator/state/connection'
import type { SimulatorPorts } from '@/lib/apns/simulator/state/ports'
import type { SimulatorSettings } from '@/lib/apns/simulator/state/settings'

export type Arrival = {
  stream: ServerHttp2Stream
  headers: Record<string, string | undefined>
  subject: Subject
  rawHeaders: readonly string[]
  connection: Connection
  /** The key that signed the provider token, once the signature is verified. */
  keyId?: string
}

export type Desk = {
  environmentName: EnvironmentName
  ports: SimulatorPorts
  settings: SimulatorSettings
  faults: FaultRegistry
  verifier: TokenVerifier
  rate: TokenRate
  silentBudget: TokenRate
  onToken?: (token: VerifiedToken) => void
}

/** The properties that decide which faults apply to a request. */
export function targetOf({ environmentName }: Desk, { subject: { token, topic }, connection }: Arrival): FaultTarget {
  return { environmentName, token, topic, connection: connection.id }
}

/** Returns at most one byte over the limit, because a longer body is rejected anyway. */
export function bodyOfStream(stream: ServerHttp2Stream, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let bytes = 0
    const done = () => resolve(Buffer.concat(chunks).subarray(0, bytesMax + 1))
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= bytesMax + chunk.length) chunks.push(chunk)
      if (bytes > bytesMax) done()
    })
    stream.on('end', done)
    stream.on('close', done)
  })
}

export function plainHeaders(headers: IncomingHttpHeaders): Record<string, string | undefined> {
  const plain: Record<string, string | undefined> = {}
  for (const [name, value] of Object.entries(headers)) plain[name] = Array.isArray(value) ? value[0] : value
  return plain
}
