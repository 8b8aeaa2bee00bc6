import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EnvironmentName } from '@/db/schema/companies'
import { ownPostgres } from '@/db/testing'
import type { FaultInput } from '@/lib/apns/simulator/faults/faults'
import { simulatedApns } from '@/lib/apns/testing/simulated-apns'
import { createChannel } from '@/lib/channels/create-channel'
import { startMailServer } from '@/lib/channels/testing/mail-server'
import { startReceiver } from '@/lib/channels/testing/receiver'
import { allowCompanyApiHost } from '@/lib/company-api/allowed-hosts'
import { type CompanyAct, type CompanyRule, scriptedCompany } from '@/lib/company-api/testing/scripted-company'
import { env } from '@/lib/env'
import { setEncryptionKey } from '@/lib/secrets'
import { signedIn } from '@/lib/testing/contexts'
import { spawnGateway } from '@/lib/testing/gateway-process'
import { spawnWorker } from '@/lib/testing/worker-process'
import { startWatch } from './watch'

export type Pushdesk = Awaited<ReturnType<typeof startPushdesk>>
type Asked = { key?: string; body?: unknown; userToken?: string }
// biome-ignore lint/suspicious/noExplicitAny: tests assert on the parsed JSON without declaring its type.
type Answered = { status: number; body: any }

const platformMail = 'on-call@example.com'

/**
 * Runs a real worker and a real gateway on a database of their own. They talk to a simulated APNs, to the companies'
 * servers, to a mail server, and to a webhook, all over real sockets.
 */
export async function startPushdesk() {
  // The same key as the processes, so that they can decrypt what this process saves.
  setEncryptionKey('a'.repeat(64))
  const own = await ownPostgres()
  const { db } = own.database
  const folder = await mkdtemp(join(tmpdir(), 'pushdesk-faults-'))
  const [mail, receiver, apple, companies] = [
    await startMailServer(),
    await startReceiver(200),
    await startApple(join(folder, 'ca.pem')),
    await startCompanies(),
  ]
  const serviceToken = `st_${randomBytes(24).toString('base64url')}`
  const variables = {
    ...apple.variables,
    SIMULATOR: '0',
    COMPANY_API_ALLOWED_HOSTS: `${companies.host},${new URL(receiver.url).host}`,
    SMTP_URL: mail.url,
    MAIL_FROM: 'pushdesk@example.com',
    AUTH_URL: 'https://desk.example.com',
    INIT_SERVICE_TOKEN: serviceToken,
  }
  const gateway = await spawnGateway(own.url, variables)
  const startWorker = () => spawnWorker(own.url, folder, variables)
  const workers = [await startWorker()]
  const admin = await signedIn(db, { role: 'admin' })
  await createChannel(admin, { kind: 'email', name: 'On call', to: platformMail })
  const watch = startWatch(db)
  return {
    db,
    watch,
    admin,
    apple,
    companies,
    mails: () => mail.mails.filter(({ to }) => to === platformMail),
    webhook: { url: receiver.url, bodies: receiver.bodies },
    executeSql: own.database.executeSql,
    async ask(method: string, path: string, { key = serviceToken, body, userToken }: Asked = {}): Promise<Answered> {
      const response = await fetch(`${gateway.url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(userToken && { 'user-token': userToken }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: text ? JSON.parse(text) : undefined }
    },
    gatewayUrl: gateway.url,
    /** Kills the only worker, as a crash does. */
    killWorker: () => workers.pop()?.end('SIGKILL'),
    async startAnotherWorker() {
      workers.push(await startWorker())
    },
    async close() {
      watch.stop()
      await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
      await gateway.end()
      await Promise.all([mail.close(), receiver.close(), apple.close(), companies.close()])
      await own.database.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** Starts the simulated APNs, to which this process and the product send instead of Apple. */
async function startApple(caFile: string) {
  // All environments share it, so it has room for more connections than Apple gives one client.
  const { simulator, keys, close } = await simulatedApns({ connectsPerMinuteMax: 10_000 })
  await writeFile(caFile, simulator.caPem)
  const { production, sandbox } = simulator.origins
  const variables = { APNS_PRODUCTION_URL: production, APNS_SANDBOX_URL: sandbox, APNS_CA_FILE: caFile }
  const settings = env()
  const { APNS_PRODUCTION_URL, APNS_SANDBOX_URL, APNS_CA_FILE } = settings
  Object.assign(settings, variables)
  const faults = new Map<string, FaultInput[]>()
  return {
    variables,
    keys,
    /** Sets the faults of one app; none ends them. */
    fail(bundleId: string, ...effects: FaultInput['effect'][]) {
      faults.set(
        bundleId,
        effects.map((effect) => ({ effect, bundleId })),
      )
      return simulator.setFaults([...faults.values()].flat())
    },
    /** Makes new connections to a host fail; open ones stay. Without `how`, they succeed again. */
    failConnections(environmentName: EnvironmentName, how?: 'refuse' | 'expired_certificate') {
      faults.set(environmentName, how ? [{ effect: { kind: 'connect', how }, environmentName }] : [])
      return simulator.setFaults([...faults.values()].flat())
    },
    async close() {
      Object.assign(settings, { APNS_PRODUCTION_URL, APNS_SANDBOX_URL, APNS_CA_FILE })
      await close()
    },
  }
}

/** Starts one server for the APIs of all companies, each at its own path and with a response of its own. */
async function startCompanies() {
  const acts = new Map<string, CompanyAct | CompanyRule>()
  const { host, seen, close } = await scriptedCompany((request) => {
    const act = acts.get(request.url) ?? { status: 200 }
    return typeof act === 'function' ? act(request) : act
  })
  allowCompanyApiHost(host)
  return {
    host,
    close,
    urlOf: (name: string) => `http://${host}/${name}`,
    answer: (name: string, act: CompanyAct | CompanyRule) => acts.set(`/${name}`, act),
    /** The IDs of the deliveries that it got. */
    taken: (name: string) => seen.filter(({ url }) => url === `/${name}`).map(({ id }) => id),
  }
}
