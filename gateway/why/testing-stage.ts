import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import {
  deviceTokenHex,
  makeApp,
  makeAttempt,
  makeCompany,
  makeCompanyEndpoint,
  makeDelivery,
  makeEnvironment,
  unique,
} from '@/db/factories'
import { putClients } from '@/db/queries/prompts/prompt-fetches'
import { environments } from '@/db/schema/companies'
import { devices } from '@/db/schema/customers'
import { workers } from '@/db/schema/queue'
import { refusedCalls } from '@/db/schema/refused-calls'
import { keysOf, withApi } from '@/gateway/testing'
import { encrypt } from '@/lib/secrets'
import { signedIn } from '@/lib/testing/contexts'
import { on, savePrompt } from '@/lib/testing/prompt-workspace'

type Api = Parameters<Parameters<typeof withApi>[0]>[0]
type Row = Partial<Parameters<typeof makeDelivery>[1]>
type Attempt = Partial<Parameters<typeof makeAttempt>[1]>

export type Stage = Awaited<ReturnType<typeof stageIn>>

/** Runs a test with an app in both environments, and helpers for what can happen to a customer. */
export function onStage(run: (stage: Stage) => Promise<void>) {
  return withApi(async (api) => run(await stageIn(api)))
}

async function stageIn({ db, ask }: Api) {
  const company = await makeCompany(db)
  const app = await makeApp(db, { companyId: company.id })
  const production = await placeOf(db, { appId: app.id, name: 'production' })
  const sandbox = await placeOf(db, { appId: app.id, name: 'sandbox' })
  const companyIds = [company.id]
  const staff = {
    admin: await signedIn(db, { role: 'admin' }),
    integration_manager: await signedIn(db, { role: 'integration_manager', companyIds }),
    support: await signedIn(db, { role: 'support', companyIds }),
    viewer: await signedIn(db, { role: 'viewer', companyIds }),
  }
  const now = new Date()
  await db.insert(workers).values({ version: 'test', host: 'test', startedAt: now, lastSeenAt: now })
  const userId = unique('maria')
  const environmentId = production.id

  const call = async (method: string, path: string, body: unknown, { key = production.pk, token = '' } = {}) => {
    const headers = { 'x-request-id': 'the-request-id', ...(token && { 'user-token': token }) }
    return ask(method, path, { key, body, headers })
  }
  const register = async (given: object = {}, options: Parameters<typeof call>[3] = {}) => {
    const deviceToken = deviceTokenHex()
    const body = { deviceToken, user: { id: userId }, permission: 'authorized', sdkVersion: '3.2.0', ...given }
    const { body: answer } = await call('put', '/api/v1/devices', body, options)
    return { deviceToken, id: answer.device?.id as string }
  }
  /** Another customer signs in on the device and registers it. */
  const moves = (deviceToken: string) => register({ deviceToken, user: { id: 'another-customer' } })
  const registerUuid = () => register(aUuid())
  const hasCompanyApi = (given: object = {}) =>
    makeCompanyEndpoint(db, { environmentId, url: 'https://push.example.com/', ...given })
  const message = (given: object = {}, key = production.sk) =>
    call(
      'post',
      '/api/v1/messages',
      {
        ...{
          id: unique('message'),
          type: 'live',
          conversationId: unique('conversation'),
          title: unique('Title'),
          body: unique('Body'),
        },
        ...{ user: { id: userId }, ...given },
      },
      { key },
    )
  const events = (...kinds: string[]) =>
    call('post', '/api/v1/prompt/events', {
      events: kinds.map((kind, index) => ({
        ...{ id: unique('event'), kind, user: { id: userId } },
        at: new Date(Date.now() - 60_000 + index).toISOString(),
      })),
    })
  /** The app reports that it's open, with or without the chat. */
  const opens = (what: 'app' | 'chat') =>
    call('put', '/api/v1/presence', {
      ...{ user: { id: userId }, app: 'active' },
      chat: what === 'chat' ? 'connected' : 'disconnected',
    })
  const asks = (context: Record<string, unknown> = {}) =>
    putClients(db, {
      clients: [
        {
          ...{ environmentId, targetingKey: userId, revision: 'c:1', value: 'off' as const, isStreaming: false },
          context: { permission: 'notDetermined', ...context },
          lastAt: new Date(),
        },
      ],
    })
  const savesPrompt = (content: Parameters<typeof on>[0] = {}) =>
    savePrompt(staff.admin, {
      ...{ appId: app.id, environmentName: 'production', content: on(content) },
      ...{ comment: 'Test', typed: app.slug },
    })
  const requiresIdentity = () =>
    changeEnvironment({ requiresIdentity: true, identitySecret: identitySecretOf(environmentId) })
  /** Records a call about the customer that Pushdesk refused. */
  const refuses = (given: Partial<typeof refusedCalls.$inferInsert>) =>
    db.insert(refusedCalls).values({
      ...{ environmentId, customer: userId, namedAs: 'user', call: 'PUT /api/v1/devices', status: 400 },
      ...{ code: 'invalid', field: '', detail: 'Why.', requestId: 'the-request-id', lastAt: new Date(), ...given },
    })
  const changeEnvironment = (given: Partial<typeof environments.$inferInsert>) =>
    db.update(environments).set(given).where(eq(environments.id, environmentId))
  const changeDevice = (id: string, given: Partial<typeof devices.$inferInsert>) =>
    db.update(devices).set(given).where(eq(devices.id, id))
  /** Creates an old delivery to one of the customer's devices, with the last response. */
  const delivered = async (given: Row = {}, attempt?: Attempt, device: object = {}) => {
    const { id: deviceId, deviceToken } = await register(device)
    const customerId = await customerIdOf(db, userId)
    const now = new Date()
    const row = await makeDelivery(db, {
      ...{ environmentId, customerId, deviceId, address: deviceToken, endedAt: now, isSimulated: false },
      ...{ attemptCount: attempt ? 1 : 0, ...given },
    })
    if (attempt) await makeAttempt(db, { environmentId, deliveryId: row.id, outcome: 'rejected', ...attempt })
    return { ...row, deviceId, deviceToken }
  }
  /** Creates an old delivery to one of the customer's UUIDs, with the company API's last response. */
  const deliveredByCompany = (given: Row = {}, attempt?: Attempt) =>
    delivered({ deviceKind: 'uuid', transport: 'company_api', ...given }, attempt, aUuid())
  /** Creates a later test notification from staff, received by the phone. */
  const tested = async (given: Row = {}, device?: { id: string; deviceToken: string }) => {
    const { id: deviceId, deviceToken: address } = device ?? (await register())
    const customerId = await customerIdOf(db, userId)
    const now = new Date(Date.now() + 1_000)
    const times = { createdAt: now, endedAt: now, receivedAt: now }
    return makeDelivery(db, { environmentId, customerId, deviceId, address, type: 'test', ...times, ...given })
  }
  const ends = (reason: string, status: number | null, given: Row = {}) =>
    delivered({ state: 'failed', reason, ...given }, { reason, status })
  return {
    ...{ db, ask, company, app, production, sandbox, staff, userId, environmentId },
    ...{ call, register, moves, registerUuid, hasCompanyApi, message, events, opens, asks, savesPrompt },
    ...{ requiresIdentity, refuses, changeEnvironment, changeDevice, delivered, deliveredByCompany, tested, ends },
    customerId: () => customerIdOf(db, userId),
  }
}

async function placeOf(db: Db, given: Parameters<typeof makeEnvironment>[1]) {
  const environment = await makeEnvironment(db, given)
  return { ...environment, ...(await keysOf(db, environment.id)) }
}

const aUuid = () => ({ deviceToken: undefined, uuid: unique('uuid') })

const identitySecretOf = (environmentId: string) =>
  encrypt('the secret', `environments.identity_secret:${environmentId}`)

async function customerIdOf(db: Db, userId: string): Promise<string> {
  const row = await db.query.customers.findFirst({ where: (customer, { eq }) => eq(customer.userId, userId) })
  if (!row) throw new Error(`there is no customer ${userId}`)
  return row.id
}
