import { missingPart } from '@/lib/readiness'
import { json } from './answers'
import { type Gateway, register } from './gateway'

/** For load balancers: alive says that the process answers; ready, that it can work. */
export function registerHealthRoutes(gateway: Gateway) {
  register(gateway, { method: 'get', path: '/healthz', takes: 'nobody' }, () => json({ status: 'alive' }))
  register(gateway, { method: 'get', path: '/readyz', takes: 'nobody' }, async () => {
    const missing = await missingPart(gateway.database)
    return missing ? json({ status: 'not ready', missing }, 503, { 'retry-after': '5' }) : json({ status: 'ready' })
  })
}
