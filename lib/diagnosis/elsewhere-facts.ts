import { plural } from '@/lib/format/number'
import { fact, type RouteFacts } from './answers'

type Elsewhere = RouteFacts['history']['elsewhere'][number]

/** Names an environment: `sandbox` for the same app; for another app, with the app's name and company. */
export function wordedPlace(
  { environment }: RouteFacts,
  { appId, appName, companyName, environmentName }: Elsewhere,
): string {
  if (appId === environment.appId) return environmentName
  return `${environmentName} of ${appName}${companyName && ` (${companyName})`}`
}

export function elsewhereFacts(route: RouteFacts) {
  return route.history.elsewhere.map((one) =>
    fact(
      `${one.isAnonymous ? 'Anonymous ID known' : 'Known'} in ${wordedPlace(route, one)}`,
      [one.name !== route.asked && one.name, `With ${plural(one.devices, 'device')}`].filter(Boolean).join(' · '),
    ),
  )
}
