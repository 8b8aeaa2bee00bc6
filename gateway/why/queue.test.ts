import { makeCustomer, makeDelivery } from '@/db/factories'
import { dueDeliveries, workers } from '@/db/schema/queue'
import { retriedLater, type Staged, testCauses } from './testing-causes'
import type { Stage } from './testing-stage'

const waits = async (stage: Stage, given: Parameters<Stage['delivered']>[0] = {}) => {
  const row = await stage.delivered({ state: 'queued', endedAt: null, ...given })
  await due(stage, row.id)
  return row
}

const due = ({ db, environmentId }: Stage, deliveryId: string) =>
  db.insert(dueDeliveries).values({ deliveryId, transport: 'apns', environmentId, dueAt: new Date() })

const untried = ({ delivered }: Stage, reason: string) =>
  delivered({
    ...{ state: 'expired', attemptCount: 0, reason },
    ...{ createdAt: new Date(Date.now() - 4_000), expiresAt: new Date(Date.now() - 1_000) },
  })

const other = async ({ db, environmentId }: Stage) => (await makeCustomer(db, { environmentId })).id

async function workerSeen({ db }: Stage, secondsAgo: number) {
  await db.delete(workers)
  const at = new Date(Date.now() - secondsAgo * 1_000)
  await db.insert(workers).values({ version: 'test', host: 'test', startedAt: at, lastSeenAt: at })
}

async function messageWhileOpen({ register, opens, message }: Stage, what: 'app' | 'chat') {
  await register()
  await opens(what)
  await message()
}

testCauses('what Pushdesk did', [
  {
    cause: 'chat_open',
    staged: 'the chat is open',
    stage: async (stage) => void (await messageWhileOpen(stage, 'chat')),
    says: /chat open/,
    who: 'nobody',
  },
  {
    cause: 'app_active',
    staged: 'the app is open',
    stage: async (stage) => void (await messageWhileOpen(stage, 'app')),
    says: /app open/,
    who: 'nobody',
  },
  {
    cause: 'no_worker',
    staged: 'no worker lives',
    stage: async (stage) => {
      await workerSeen(stage, 60)
      await waits(stage)
    },
    says: /No delivery worker is running.*Last worker seen/,
    who: 'operator',
    act: 'open_health',
  },
  ...(
    [
      ['ServiceUnavailable', 503],
      ['TooManyRequests', 429],
      ['DeviceTokenNotForTopic', 400],
      ['timeout', null],
    ] as const
  ).map(
    ([reason, status]): Staged => ({
      cause: 'no_worker',
      staged: `no worker lives, and the last attempt ended with ${reason}`,
      stage: async (stage) => {
        await workerSeen(stage, 60)
        await stage.ends(reason, status, retriedLater)
      },
      says: /No delivery worker is running.*Last response/,
      who: 'operator',
      act: 'open_health',
    }),
  ),
  ...[0, 60_000].map(
    (pausedForMs): Staged => ({
      cause: 'no_worker',
      staged: `no worker lives, and the company API answered 500${pausedForMs ? ' and is paused' : ''}`,
      stage: async (stage) => {
        await workerSeen(stage, 60)
        await stage.hasCompanyApi({ failuresInRow: 9, openUntil: new Date(Date.now() + pausedForMs) })
        const reason = 'http_500'
        await stage.deliveredByCompany({ reason, ...retriedLater }, { status: 500, reason })
      },
      says: /No delivery worker is running.*Last response/,
      who: 'operator',
      act: 'open_health',
    }),
  ),
  {
    cause: 'queue_behind',
    staged: 'others wait before it',
    stage: async (stage) => {
      await workerSeen(stage, 0)
      const { environmentId, db } = stage
      const createdAt = new Date(Date.now() - 30_000)
      for (let n = 0; n < 3; n += 1)
        await due(stage, (await makeDelivery(db, { environmentId, state: 'queued', createdAt })).id)
      await waits(stage)
    },
    says: /3 deliveries wait before it.*Oldest waiting since/,
    who: 'operator',
    act: 'open_health',
  },
  {
    cause: 'in_queue',
    staged: 'just created',
    stage: async (stage) => {
      await workerSeen(stage, 0)
      await waits(stage)
    },
    says: /about to be sent/,
    who: 'nobody',
  },
  {
    cause: 'expired_waiting',
    staged: 'each attempt answered 503',
    stage: async ({ ends }) =>
      void (await ends('ServiceUnavailable', 503, {
        ...{ state: 'expired', attemptCount: 3, expiresAt: new Date(Date.now() - 1_000) },
        createdAt: new Date(Date.now() - 4_000),
      })),
    says: /expired after 3 attempts.*503/,
    who: 'support',
    act: 'send_again',
  },
  {
    cause: 'expired_waiting',
    staged: 'no attempt, and no worker lives',
    stage: async (stage) => {
      await workerSeen(stage, 60)
      await untried(stage, 'message_expired')
    },
    says: /expired before it could be sent. No delivery worker is running.*Last worker seen/,
    who: 'operator',
    act: 'open_health',
  },
  {
    cause: 'expired_waiting',
    staged: 'no attempt; a worker lives, and others wait',
    stage: async (stage) => {
      await workerSeen(stage, 0)
      const { environmentId, db } = stage
      await due(stage, (await makeDelivery(db, { environmentId, customerId: await other(stage), state: 'queued' })).id)
      await untried(stage, 'message_expired')
    },
    says: /before a worker could send it.*Worker running since.*Customers waiting now.*Oldest waiting since/,
    who: 'support',
    act: 'send_again',
  },
  {
    cause: 'expired_waiting',
    staged: 'no attempt, while the environment was on hold',
    stage: async (stage) => {
      await workerSeen(stage, 0)
      await untried(stage, 'InvalidProviderToken')
    },
    says: /while this environment was on hold(?!.*Last response).*On hold for/,
    who: 'support',
    act: 'send_again',
  },
  {
    cause: 'app_archived',
    staged: 'the app was archived when the latest notification was created, and is in use again',
    stage: async ({ delivered }) => void (await delivered({ state: 'suppressed', reason: 'app_archived' })),
    says: /was archived.*in use again/,
    who: 'support',
    act: 'send_test',
  },
  {
    cause: 'app_archived',
    staged: 'the same, for that message',
    stage: async ({ delivered }) => {
      const { notificationId } = await delivered({ state: 'suppressed', reason: 'app_archived' })
      return { notificationId }
    },
    says: /archived/,
    who: 'admin',
    act: 'open_companies',
  },
  {
    cause: 'app_archived',
    staged: 'the same, for a message to a UUID',
    stage: async ({ hasCompanyApi, deliveredByCompany }) => {
      await hasCompanyApi()
      const { notificationId } = await deliveredByCompany({ state: 'suppressed', reason: 'app_archived' })
      return { notificationId }
    },
    says: /archived/,
    who: 'admin',
    act: 'open_companies',
  },
])
