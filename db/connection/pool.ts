import { Socket } from 'node:net'
import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient, type PoolConfig } from 'pg'
import { sessionStatements, statementSecondsMax } from './session'

const connectMsMax = 5_000
/** The server ends a statement that takes too long; a server that says nothing at all is given up a little later. */
const silentMsDefault = (statementSecondsMax + 5) * 1_000
/** A peer that is gone is noticed within 20 seconds: Node asks ten times, once a second, after this. */
const keepAliveMs = 10_000
/**
 * A plan that was made for a few rows is bad for many, and nothing else says that a table has grown but `analyze`. Each of a
 * connection's plans may get twice as old as the one before: tables grow fastest where they are new.
 */
const planMsMin = 250
const planMsMaxDefault = 10_000

const connection = (url: string, name: string): ClientConfig => ({
  connectionString: url,
  application_name: name,
  keepAlive: true,
  keepAliveInitialDelayMillis: keepAliveMs,
  connectionTimeoutMillis: connectMsMax,
})

type PoolOptions = { max: number; silentMsMax?: number; planMsMax?: number }

export function openPool(
  url: string,
  { max, silentMsMax = silentMsDefault, planMsMax = planMsMaxDefault }: PoolOptions,
): Pool {
  const pool = new RecoveringPool({
    ...connection(url, 'pushdesk'),
    max,
    stream: () => talkativeSocket(silentMsMax),
    onConnect: (client) => begin(client, sessionStatements.server),
    planMsMax,
  })
  // An idle connection that the server closes is replaced at the next query; unheard, the event would end the process.
  pool.on('error', () => undefined)
  return pool
}

/** A connection of its own, for who listens or migrates: idle or busy for as long as it takes. */
export async function openClient(url: string, { name, statement }: { name: string; statement: string }) {
  const client = new Client(connection(url, name))
  client.on('error', () => undefined)
  await client.connect()
  try {
    await begin(client, statement)
  } catch (error) {
    await client.end()
    throw error
  }
  return client
}

async function begin(client: ClientBase, statement: string) {
  await client.query(statement)
}

/** Gives up on a server that keeps its connections open and answers nothing, as a stopped process or a dead host does. */
function talkativeSocket(silentMsMax: number) {
  const socket = new Socket()
  socket.setTimeout(silentMsMax, () =>
    socket.destroy(Object.assign(new Error('The database does not answer.'), { code: 'ETIMEDOUT' })),
  )
  return socket
}

/** Takes back a lent connection that was lost, also from a borrower that failed before it could give it back. */
class RecoveringPool extends Pool {
  readonly #planMsMax: number
  readonly #plans = new WeakMap<PoolClient, { from: number; msMax: number }>()

  constructor({ planMsMax, ...config }: PoolConfig & { planMsMax: number }) {
    super(config)
    this.#planMsMax = planMsMax
  }

  override connect(): Promise<PoolClient>
  override connect(callback: Callback): void
  override connect(callback?: Callback): Promise<PoolClient> | undefined {
    if (!callback) return super.connect().then((client) => this.#planAnew(recovering(client)))
    super.connect((error, client, done) => {
      if (!client) return callback(error, client, done)
      void this.#planAnew(client).then(() => callback(error, client, done))
    })
    return undefined
  }

  /** Whoever borrows a connection that is lost meanwhile learns of it at their own query. */
  async #planAnew(client: PoolClient): Promise<PoolClient> {
    const now = Date.now()
    const plans = this.#plans.get(client)
    if (plans && now - plans.from < plans.msMax) return client
    this.#plans.set(client, { from: now, msMax: Math.min(plans ? plans.msMax * 2 : planMsMin, this.#planMsMax) })
    if (!plans) return client
    const unheard = () => undefined
    client.on('error', unheard)
    await client.query('discard plans').catch(unheard)
    client.off('error', unheard)
    return client
  }
}

type Callback = Parameters<Pool['connect']>[0]

function recovering(client: PoolClient): PoolClient {
  const release = client.release.bind(client)
  const unheard = () => undefined
  let isLent = true
  const giveBack = (reason?: Error | boolean) => {
    if (!isLent) return
    isLent = false
    client.off('error', unheard).off('end', lost)
    release(reason)
  }
  const lost = () => giveBack(true)
  // Whoever holds it learns of the loss at the next query; unheard, the event would end the process.
  client.on('error', unheard).once('end', lost)
  client.release = giveBack
  return client
}
