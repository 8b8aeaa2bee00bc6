import { readFile } from 'node:fs/promises'
import type { ApnsServer, EnvironmentName } from '@/db/schema/companies'
import { env } from '@/lib/env'
import { runningSimulator } from './simulator/running-simulator'

/** Where an environment's pushes go, and which authority it trusts. Undefined: the simulator is wanted and not running. */
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
  // Given a CA, Node trusts it alone: what a test server needs, and Apple's own roots are built in.
  return { origin, ca: APNS_CA_FILE ? await readFile(APNS_CA_FILE, 'utf8') : undefined }
}
