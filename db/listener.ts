import type { Client } from 'pg'
import { openClient } from './pool'
import { sessionStatements } from './session'

export type Heard = (payload: string | undefined) => void

const reconnectMsMin = 250
const reconnectMsMax = 5_000

/**
 * The one connection on which a process listens, whatever for: opened at the first need, and again whenever it is lost.
 * A pool’s connection would not do, because it may be handed to anyone.
 */
export class Listener {
  private readonly heard = new Map<string, Set<Heard>>()
  private session: Promise<Client> | undefined
  private client: Client | undefined
  private hasGap = false
  private timer: NodeJS.Timeout | undefined
  private waitMs = reconnectMsMin
  /** A connection takes one statement at a time. */
  private turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly url: string) {}

  /** Fails where no connection can be had; what listened before goes on trying. */
  async listen(channel: string, hear: Heard): Promise<() => Promise<void>> {
    const those = this.heard.get(channel) ?? new Set()
    this.heard.set(channel, those.add(hear))
    try {
      await this.follow(await (this.session ?? this.connect()), channel)
    } catch (error) {
      await this.forget(channel, hear)
      throw error
    }
    return () => this.forget(channel, hear)
  }

  async close() {
    this.heard.clear()
    clearTimeout(this.timer)
    this.timer = undefined
    const session = this.session
    this.session = undefined
    this.client = undefined
    await session?.then(
      (client) => client.end(),
      () => undefined,
    )
  }

  private async forget(channel: string, hear: Heard) {
    const those = this.heard.get(channel)
    those?.delete(hear)
    if (those?.size === 0) this.heard.delete(channel)
    if (this.heard.size === 0) await this.close()
  }

  private connect(): Promise<Client> {
    const session = this.open()
    this.session = session
    session.catch(() => {
      if (this.session === session) this.session = undefined
      if (this.hasGap) this.again()
    })
    return session
  }

  private async open() {
    const client = await openClient(this.url, { name: 'pushdesk-listen', statement: sessionStatements.unhurried })
    client.on('notification', ({ channel, payload }) => this.tell(payload ?? '', this.heard.get(channel)))
    client.on('end', () => this.lost(client))
    for (const channel of this.heard.keys()) await this.follow(client, channel)
    this.client = client
    this.waitMs = reconnectMsMin
    if (this.hasGap) for (const those of this.heard.values()) this.tell(undefined, those)
    this.hasGap = false
    return client
  }

  private follow(client: Client, channel: string) {
    const followed = this.turn.then(() => client.query(`listen ${client.escapeIdentifier(channel)}`))
    this.turn = followed.catch(() => undefined)
    return followed
  }

  private tell(payload: string | undefined, those: Iterable<Heard> = []) {
    for (const hear of [...those]) hear(payload)
  }

  private lost(client: Client) {
    if (this.client !== client) return
    this.client = undefined
    this.session = undefined
    this.hasGap = true
    this.again()
  }

  private again() {
    if (this.timer || this.heard.size === 0) return
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.waitMs = Math.min(this.waitMs * 2, reconnectMsMax)
      if (!this.session) this.connect().catch(() => undefined)
    }, this.waitMs)
  }
}
