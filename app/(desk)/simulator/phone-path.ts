import type { PhoneEnvironment } from '@/lib/simulator/list-phone-environments'

/** The environment's own path, which also identifies it in this page's URL. */
export const environmentPathOf = ({ companySlug, appSlug, name }: PhoneEnvironment) =>
  `/${companySlug}/${appSlug}/${name}`
