import type { HitPlace } from '@/lib/look-up/answer'

/** Which environment, in words that tell it from those of other companies. */
export const placeWords = ({ companyName, appName, environmentName }: HitPlace) =>
  `${companyName} · ${appName}, ${environmentName}`
