import { OpenAPIHono } from '@hono/zod-openapi'
import { registerDocs } from './docs/index'
import { FailedKeys } from './failed-keys'
import type { Bindings, Gateway } from './gateway'
import { callerOf, callIdsOf } from './key-check'
import { registerManagement } from './manage/index'
import { answerRest } from './not-found'
import { registerOfrepRoutes } from './ofrep/ofrep'
import { registerDescription } from './openapi'
import { problemOf } from './problems'
import { registerCustomerRoutes } from './routes/customers'
import { registerDeviceRoutes } from './routes/devices'
import { registerEventRoutes } from './routes/events'
import { registerHealthRoutes } from './routes/health'
import { registerLogRoutes } from './routes/log'
import { registerMessageRoutes } from './routes/messages'
import { registerMetrics } from './routes/metrics'
import { registerPresenceRoutes } from './routes/presence'
import { registerProbeRoutes } from './routes/probes'
import { registerPromptEvents } from './routes/prompt-events'
import { registerPromptStream } from './routes/prompt-stream'
import { registerPushRoutes } from './routes/push'
import { registerReceiptRoutes } from './routes/receipts'
import { registerTriggerRoutes } from './routes/triggers'

/** Creates the public HTTP API for a database. */
export function createGateway({ database }: Pick<Gateway, 'database'>): Gateway {
  const app = new OpenAPIHono<{ Bindings: Bindings }>()
  const gateway: Gateway = { app, database, failedKeys: new FailedKeys(), places: [], managed: [] }
  registerDeviceRoutes(gateway)
  registerMessageRoutes(gateway)
  registerPushRoutes(gateway)
  registerLogRoutes(gateway)
  registerEventRoutes(gateway)
  registerReceiptRoutes(gateway)
  registerProbeRoutes(gateway)
  registerPresenceRoutes(gateway)
  registerCustomerRoutes(gateway)
  registerPromptRoutes(gateway)
  registerManagement(gateway)
  registerDescription(gateway)
  registerDocs(gateway)
  registerHealthRoutes(gateway)
  registerMetrics(gateway)
  app.notFound((c) => answerRest(gateway, c))
  app.onError((error, c) => problemOf(error, callIdsOf(callerOf(c))))
  return gateway
}

function registerPromptRoutes(gateway: Gateway) {
  registerOfrepRoutes(gateway)
  registerPromptStream(gateway)
  registerPromptEvents(gateway)
  registerTriggerRoutes(gateway)
}
