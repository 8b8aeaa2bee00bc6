import { env } from '../env'

/** On globalThis, because Next.js keeps its own copy of this module. */
const place = Symbol.for('pushdesk.companyApiHosts')
const holder = globalThis as { [place]?: string[] }

/** For the server's own address, where the demo's company API lives. */
export function allowCompanyApiHost(host: string) {
  holder[place] = [...(holder[place] ?? []), host.toLowerCase()]
}

/** Whether the operator allows this host by name, with its port (`127.0.0.1:9000`) or with every port (`push.internal`). */
export function isAllowedHost({ hostname, host, protocol }: URL): boolean {
  const port = host === hostname ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host
  const allowed = [...env().COMPANY_API_ALLOWED_HOSTS.split(','), ...(holder[place] ?? [])]
  return allowed
    .map((one) => one.trim().toLowerCase())
    .some((one) => one !== '' && [hostname, host, port].includes(one))
}
