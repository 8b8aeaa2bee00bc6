import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { environmentIdAt } from '@/lib/companies/at-slugs'
import { environmentHealth } from '@/lib/companies/environment-health'
import { weekOfDeliveries } from '@/lib/companies/week-of-deliveries'
import { workspace } from '@/lib/companies/workspace'
import { workspaceHealth } from '@/lib/companies/workspace-health'
import { manage } from './endpoint'
import { HealthInFull, healthInFull, PlaceHealth, placeHealth } from './health-shapes'
import { environmentPath } from './places'
import { registerManagedTraffic } from './traffic'

const tag = 'Look up and repair'

export function registerManagedHealth(gateway: Gateway) {
  registerManagedTraffic(gateway)
  manage(
    gateway,
    {
      verb: [workspaceHealth, workspace],
      method: 'get',
      path: '/health',
      operationId: 'readHealth',
      tag,
      summary: 'Read the health of every environment',
      description: 'Covers all apps of the token’s companies that aren’t archived.',
      answers: {
        200: { description: 'Every environment.', schema: z.object({ environments: z.array(PlaceHealth) }) },
      },
    },
    async ({ ctx }) => {
      const [companies, health] = await Promise.all([workspace(ctx, {}), workspaceHealth(ctx, {})])
      const environments = companies.flatMap((company) =>
        company.apps.flatMap((app) =>
          app.environments.flatMap((environment) => {
            const its = health.get(environment.id)
            return its ? [placeHealth({ company: company.slug, app: app.slug }, environment, its)] : []
          }),
        ),
      )
      return { status: 200, body: { environments } }
    },
  )

  manage(
    gateway,
    {
      verb: [environmentHealth, weekOfDeliveries],
      method: 'get',
      path: `${environmentPath}/health`,
      operationId: 'readEnvironmentHealth',
      tag,
      summary: 'Read the health of an environment',
      answers: { 200: { description: 'The data of the overview page.', schema: HealthInFull } },
    },
    async ({ ctx, params }) => {
      const place = await environmentIdAt(ctx, params)
      return {
        status: 200,
        body: healthInFull(await environmentHealth(ctx, place), await weekOfDeliveries(ctx, place)),
      }
    },
  )
}
