import { OpenAPIHono } from '@hono/zod-openapi'
import { registerCustomerRoutes } from './customers'
import { registerDeviceRoutes } from './devices'
import { registerDocs } from './docs/index'
import { FailedKeys } from './failed-keys'
import type { Bindings, Gateway } from './gateway'
import { registerHealthRoutes } from './health'
import { callerOf, requestIdOf } from './key-check'
import { registerLogRoutes } from './log'
import { registerMessageRoutes } from './messages'
import { registerMetrics } from './metrics'
import { answerRest } from './not-found'
import { registerDescription } from './openapi'
import { registerPresenceRoutes } from './presence'
import { problemOf } from './problems'
import { registerPromptRoutes } from './prompt-routes'
import { registerPushRoutes } from './push'
import { registerReceiptRoutes } from './receipts'

/** The public HTTP API over one database. */
export function createGateway({ database }: Pick<Gateway, 'database'>): Gateway {
  const app = new OpenAPIHono<{ Bindings: Bindings }>()
  const gateway: Gateway = { app, database, failedKeys: new FailedKeys(), places: [] }
  registerDeviceRoutes(gateway)
  registerMessageRoutes(gateway)
  registerPushRoutes(gateway)
  registerLogRoutes(gateway)
  registerReceiptRoutes(gateway)
  registerPresenceRoutes(gateway)
  registerCustomerRoutes(gateway)
  registerPromptRoutes(gateway)
  registerDescription(gateway)
  registerDocs(gateway)
  registerHealthRoutes(gateway)
  registerMetrics(gateway)
  app.notFound((c) => answerRest(gateway, c))
  app.onError((error, c) => problemOf(error, requestIdOf(callerOf(c))))
  return gateway
}
