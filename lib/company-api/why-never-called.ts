import { lookup } from 'node:dns/promises'
import { late, within } from '@/lib/flow/within'
import { isAllowedHost } from './allowed-hosts'
import { proxyFor } from './egress-proxy'
import { areAllPublic } from './public-lookup'
import { isRefusedAddress } from './refused-address'

const answerMsMax = 2_000

/**
 * Returns why Pushdesk would never call this URL, and what to do about it. Undefined if nothing forbids it. A name that
 * can't be resolved now is accepted, because the company may set it up later.
 */
export async function whyNeverCalled(text: string): Promise<string | undefined> {
  const url = new URL(text)
  if (isAllowedHost(url)) return undefined
  if (isRefusedAddress(text)) return `${url.hostname} isn’t a public address, ${remedyFor(url)}`
  // The proxy resolves the name, which this server may not be able to do.
  if (proxyFor(url)) return undefined
  if (areAllPublic(await resolved(url.hostname))) return undefined
  // Don't name the address, because it reveals the operator's network.
  return `${url.hostname} resolves to an address that isn’t public, ${remedyFor(url)}`
}

const remedyFor = ({ host }: URL) =>
  `so Pushdesk doesn’t call it. Use a public URL, or ask the operator of this Pushdesk to add ${host} to COMPANY_API_ALLOWED_HOSTS.`

async function resolved(hostname: string): Promise<{ address: string }[]> {
  const found = lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  const addresses = await within(answerMsMax, found)
  return addresses === late ? [] : addresses
}
