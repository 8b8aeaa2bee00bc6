import { processWide } from '@/db/process-wide'
import { env } from '@/lib/env'

const ownHosts = processWide<string[]>('companyApiHosts')

/** Allows the server's own address, where the demo's company API runs. */
export function allowCompanyApiHost(host: string) {
  ownHosts.set([...(ownHosts.get() ?? []), host.toLowerCase()])
}

/** Whether the operator allows this host by name, with one port (`127.0.0.1:9000`) or every port (`push.internal`). */
export function isAllowedHost({ hostname, host, protocol }: URL): boolean {
  const port = host === hostname ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host
  const allowed = [...env().COMPANY_API_ALLOWED_HOSTS.split(','), ...(ownHosts.get() ?? [])]
  return allowed
    .map((one) => one.trim().toLowerCase())
    .some((one) => one !== '' && [hostname, host, port].includes(one))
}
