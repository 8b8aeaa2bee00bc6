import type { PhoneEnvironment } from '@/lib/simulator/list-phone-environments'

/** The environment's own path, which names it in the page's URL too. */
export const environmentPathOf = ({ companySlug, appSlug, name }: PhoneEnvironment) =>
  `/${companySlug}/${appSlug}/${name}`
