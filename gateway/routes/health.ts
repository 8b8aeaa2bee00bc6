import { jsonAnswer } from '@/gateway/answers'
import { type Gateway, register } from '@/gateway/gateway'
import { missingPart } from '@/lib/readiness'

/** Registers health checks for load balancers: /healthz says that the process responds, /readyz that it can work. */
export function registerHealthRoutes(gateway: Gateway) {
  register(gateway, { method: 'get', path: '/healthz', takes: 'nobody' }, () => jsonAnswer({ status: 'alive' }))
  register(gateway, { method: 'get', path: '/readyz', takes: 'nobody' }, async () => {
    const missing = await missingPart(gateway.database)
    return missing
      ? jsonAnswer({ status: 'not ready', missing }, 503, { 'retry-after': '5' })
      : jsonAnswer({ status: 'ready' })
  })
}
