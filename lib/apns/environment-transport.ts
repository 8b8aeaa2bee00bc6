import type { Database } from '@/db/client'
import { isOutage } from '@/db/connection/outage'
import { processWide } from '@/db/process-wide'
import { apnsSetup } from '@/db/queries/settings/apns'
import { late, within } from '@/lib/flow/within'
import { log } from '@/lib/log'
import { decrypt } from '@/lib/secrets'
import { apnsServer } from './apns-server'
import { ensureSimulatorCredential } from './simulator/ensure-credential'
import { storedProviderTokens } from './stored-provider-tokens'
import { createProviderTokens } from './transport/provider-tokens'
import { ApnsTransport } from './transport/transport'
import type { TransportStats } from './transport/transport-settings'

export type EnvironmentTransport = {
  transport: ApnsTransport
  origin: string
  bundleId: string
  credentialId: string
  isSimulated: boolean
}

/** Why an environment can't send. `explainReason` knows these reasons. */
export type NoTransport = { missing: 'no_credential' | 'no_simulator' }

type Held = { found: Promise<EnvironmentTransport | NoTransport>; readAt: number; isStale: boolean }
type Holder = { held: Map<string, Held>; stopHearing: Promise<() => Promise<void>> }

const transports = processWide<Holder>('environmentTransports')
const ageMsMax = 30_000
/** A connection that takes longer to create is left out of the statistics. */
const statsMsMax = 500

/**
 * Returns the environment's only APNs connection in this process. Each environment and key has its own, because the
 * first push binds a connection to its team. Replaced when the key, the server, or the bundle ID changes.
 */
export async function environmentTransport(
  database: Database,
  { environmentId }: { environmentId: string },
): Promise<EnvironmentTransport | NoTransport> {
  const { held } = await holder(database)
  const known = held.get(environmentId)
  if (known && !known.isStale && Date.now() - known.readAt < ageMsMax) return known.found
  const found = refresh(database, environmentId, known?.found)
  const mine: Held = { found, readAt: Date.now(), isStale: false }
  held.set(environmentId, mine)
  const put = (next: Held | undefined) => {
    if (held.get(environmentId) !== mine) return
    if (next) held.set(environmentId, next)
    else held.delete(environmentId)
  }
  found.then(
    (result) => {
      if ('missing' in result) put(undefined)
    },
    () => put(known && { ...known, isStale: true }),
  )
  // While the database is down, the last known connection stays in use.
  return found.catch((error: unknown) => {
    if (known && isOutage(error)) return known.found
    throw error
  })
}

/** Statistics of every environment's connection in this process, for the metrics. */
export async function transportStats(): Promise<TransportStats[]> {
  const all = await Promise.all(
    [...(transports.get()?.held.values() ?? [])].map(({ found }) =>
      within(statsMsMax, found).catch((): typeof late => late),
    ),
  )
  return all.flatMap((one) => (one !== late && 'transport' in one ? [one.transport.stats()] : []))
}

export async function closeEnvironmentTransports() {
  const current = transports.get()
  transports.set(undefined)
  await current?.stopHearing.then(
    (stop) => stop(),
    () => undefined,
  )
  await Promise.all([...(current?.held.values() ?? [])].map(({ found }) => found.then(close, () => undefined)))
}

async function holder(database: Database): Promise<Holder> {
  const current = transports.get() ?? hearing(database)
  transports.set(current)
  try {
    await current.stopHearing
  } catch (error) {
    // The next call tries again.
    if (transports.get() === current) transports.set(undefined)
    throw error
  }
  return current
}

function hearing(database: Database): Holder {
  const held: Holder['held'] = new Map()
  const stopHearing = database.hear(['environment'], (change) => {
    for (const [environmentId, one] of held)
      if (change.kind === 'gap' || change.environmentId === environmentId) one.isStale = true
  })
  return { held, stopHearing }
}

/** Keeps the connection unless the key, the server, or the bundle ID has changed. */
async function refresh(database: Database, environmentId: string, before: Held['found'] | undefined): Held['found'] {
  const next = await read(database, environmentId)
  const old = await before?.catch(() => undefined)
  if ('missing' in next) {
    if (old) void close(old)
    return next
  }
  if (
    old &&
    'transport' in old &&
    old.credentialId === next.credentialId &&
    old.origin === next.origin &&
    old.bundleId === next.bundleId
  )
    return old
  if (old) void close(old)
  const { make, ...parts } = next
  return { ...parts, transport: make() }
}

type Setup = Omit<EnvironmentTransport, 'transport'> & { make(): ApnsTransport }

async function read(database: Database, environmentId: string): Promise<Setup | NoTransport> {
  const { db } = database
  let setup = await apnsSetup(db, { environmentId })
  if (
    setup?.apnsServer === 'simulator' &&
    !setup.credential &&
    (await ensureSimulatorCredential(db, { environmentId }))
  )
    setup = await apnsSetup(db, { environmentId })
  if (!setup?.credential) return { missing: 'no_credential' }
  const server = await apnsServer(setup)
  if (!server) return { missing: 'no_simulator' }
  const { id: credentialId, keyId, teamId, privateKey } = setup.credential
  const { origin, ca } = server
  return {
    origin,
    bundleId: setup.bundleId,
    credentialId,
    isSimulated: setup.apnsServer === 'simulator',
    make() {
      const key = { keyId, teamId, privateKey: decrypt(privateKey, `apns_credentials.private_key:${credentialId}`) }
      const tokens = createProviderTokens({
        key,
        store: storedProviderTokens(db, { credentialId }),
        onFuture: (aheadMs) =>
          log.warn(
            { environmentId, aheadMs },
            'discarded a provider token from the future; the clock of a Pushdesk server was ahead',
          ),
      })
      return new ApnsTransport({ origin, ca, tokens, note: (event) => log.info({ environmentId, ...event }, 'apns') })
    },
  }
}

async function close(one: EnvironmentTransport | NoTransport) {
  if ('transport' in one) await one.transport.close()
}
