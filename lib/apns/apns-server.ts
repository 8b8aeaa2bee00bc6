import { readFile } from 'node:fs/promises'
import type { ApnsServer, EnvironmentName } from '@/db/schema/companies'
import { env } from '@/lib/env'
import { runningSimulator } from './simulator/running-simulator'

/** The origin and trusted CA for an environment's pushes. Undefined if it uses the simulator and that isn't running. */
export async function apnsServer({
  apnsServer,
  environmentName,
}: {
  apnsServer: ApnsServer
  environmentName: EnvironmentName
}): Promise<{ origin: string; ca?: string } | undefined> {
  if (apnsServer === 'simulator') {
    const simulator = runningSimulator.get()
    return simulator && { origin: simulator.origins[environmentName], ca: simulator.caPem }
  }
  const { APNS_PRODUCTION_URL, APNS_SANDBOX_URL, APNS_CA_FILE } = env()
  const origin = new URL(environmentName === 'production' ? APNS_PRODUCTION_URL : APNS_SANDBOX_URL).origin
  // Given a CA, Node trusts only that one, as a test server needs. Without it, the built-in roots cover Apple.
  return { origin, ca: APNS_CA_FILE ? await readFile(APNS_CA_FILE, 'utf8') : undefined }
}
