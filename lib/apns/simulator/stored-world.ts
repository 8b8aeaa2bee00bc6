import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Db } from '@/db/client'
import { bundleIdsOfTeam, credentialsByKeyId } from '@/db/queries/settings/apns'
import { allSimulatedDevices } from '@/db/queries/simulator/simulator'
import { BoundedMap } from '@/lib/flow/bounded-map'
import { decrypt } from '@/lib/secrets'
import type { KnownDevice, SimulatedApnsKey } from './state/ports'

const ageMsMax = 5_000
const keysMax = 10_000

/** What the simulator knows from the database: keys uploaded to Pushdesk, and devices in a special state. */
export class StoredWorld {
  #keys = new BoundedMap<string, { key: Promise<SimulatedApnsKey | undefined>; readAt: number }>(keysMax)
  #devices = new Map<string, KnownDevice[]>()

  constructor(private readonly db: Db) {}

  forgetKeys() {
    this.#keys.clear()
  }

  async readDevices() {
    const devices = new Map<string, KnownDevice[]>()
    for (const { token, environmentName, topic, state, since } of await allSimulatedDevices(this.db)) {
      const known = { environmentName, topic, state, since }
      devices.set(token, [...(devices.get(token) ?? []), known])
    }
    this.#devices = devices
  }

  findDevices(token: string): readonly KnownDevice[] {
    return this.#devices.get(token) ?? []
  }

  findKey(keyId: string): Promise<SimulatedApnsKey | undefined> {
    const held = this.#keys.get(keyId)
    if (held && Date.now() - held.readAt < ageMsMax) return held.key
    const key = this.#readKey(keyId)
    key.catch(() => this.#keys.delete(keyId))
    this.#keys.set(keyId, { key, readAt: Date.now() })
    return key
  }

  async #readKey(keyId: string): Promise<SimulatedApnsKey | undefined> {
    const rows = await credentialsByKeyId(this.db, { keyId })
    const live = rows.filter((row) => row.revokedAt === null)
    const [row] = live.length > 0 ? live : rows
    if (!row) return undefined
    const pem = decrypt(row.privateKey, `apns_credentials.private_key:${row.id}`)
    return {
      keyId,
      teamId: row.teamId,
      publicKey: createPublicKey(createPrivateKey(pem)),
      environments: [...new Set((live.length > 0 ? live : rows).map((one) => one.environmentName))],
      bundleIds: await bundleIdsOfTeam(this.db, { teamId: row.teamId }),
      family: row.teamId,
      isRevoked: live.length === 0,
    }
  }
}
