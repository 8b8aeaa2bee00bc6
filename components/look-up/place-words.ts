import type { HitPlace } from '@/lib/look-up/answer'

/** Names an environment so that it differs from those of other companies. */
export const placeWords = ({ companyName, appName, environmentName }: HitPlace) =>
  `${companyName} · ${appName}, ${environmentName}`
