import { Socket } from 'node:net'
import { Client, type ClientBase, type ClientConfig, Pool, type PoolClient, type PoolConfig } from 'pg'
import { sessionStatements, statementSecondsMax } from './session'

const connectMsMax = 5_000
/** The server aborts a slow statement; a server that doesn't respond at all is given up a little later. */
const silentMsDefault = (statementSecondsMax + 5) * 1_000
/** A peer that is gone is noticed within 20 seconds: after this, ten probes follow, one per second. */
const keepAliveMs = 10_000
/**
 * A plan made for a few rows is bad for many, and only `analyze` invalidates it when a table has grown. Each new plan
 * of a connection may get twice as old as the last: new tables grow fastest.
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
  // An idle connection closed by the server is replaced at the next query; an unhandled event would end the process.
  pool.on('error', () => undefined)
  return pool
}

/** A separate connection for listening or migrating, which may be idle or busy for any time. */
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

/** Gives up on a server that keeps connections open but never responds, like a stopped process or a dead host. */
function talkativeSocket(silentMsMax: number) {
  const socket = new Socket()
  socket.setTimeout(silentMsMax, () =>
    socket.destroy(Object.assign(new Error('The database does not answer.'), { code: 'ETIMEDOUT' })),
  )
  return socket
}

/** Takes back a lost connection, even if the borrower failed before returning it. */
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

  /** If the connection is lost meanwhile, the borrower's own query reports it. */
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
  // The borrower's next query reports the loss; an unhandled event would end the process.
  client.on('error', unheard).once('end', lost)
  client.release = giveBack
  return client
}
