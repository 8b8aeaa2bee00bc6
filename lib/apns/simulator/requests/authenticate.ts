import type { SimulatedApnsKey } from '@/lib/apns/simulator/state/ports'
import type { SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import { type Arrival, type Desk, targetOf } from './arrival'

/** Rules 5 to 10: the provider token, and whether it may be used on this connection. */
export async function authenticate(
  desk: Desk,
  arrival: Arrival,
): Promise<SimulatedRefusal | { key: SimulatedApnsKey }> {
  const { faults, settings, verifier } = desk
  const { headers, connection } = arrival
  const target = targetOf(desk, arrival)
  const nowMs = settings.now() + (faults.strike('clock', target)?.skewMs ?? 0)
  const proof = await verifier.check(headers.authorization, nowMs)
  if ('status' in proof) return proof
  const { token, key } = proof
  arrival.keyId = key.keyId
  desk.onToken?.(token)
  const isRevoked = key.isRevoked || faults.strike('revoked_key', target) !== undefined
  return connection.admit(token, { ...key, isRevoked }, nowMs) ?? { key }
}
