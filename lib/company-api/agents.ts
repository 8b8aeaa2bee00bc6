import { createHash } from 'node:crypto'
import { Agent, type AgentOptions } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import type { SecureContextOptions } from 'node:tls'
import { proxyFor } from './egress-proxy'
import { TunnelAgent } from './tunnel-agent'

/** What a company's server is to be shown, and whom it has to be. */
export type EndpointTls = Pick<SecureContextOptions, 'cert' | 'key' | 'ca'>

// Idle connections end before a usual server's five seconds do, so that a request rarely meets a closing one.
const pooled: AgentOptions = { keepAlive: true, timeout: 4_000, maxFreeSockets: 1_000 }
const agentsMax = 1_000

const agents = new Map<string, Agent>()

type Asked = { url: URL; isAllowed: boolean; tls?: EndpointTls }

/**
 * The connections that a request may use: an allowed host's must not serve a name that was never allowed, and one that
 * shows a client certificate none that shows another.
 */
export function agentFor({ url, isAllowed, tls }: Asked): Agent {
  const isSecure = url.protocol === 'https:'
  const proxy = proxyFor(url)
  const name = [isSecure, isAllowed, proxy?.href, tls && fingerprint(tls)].join(' ')
  const known = agents.get(name)
  if (known) return known
  if (agents.size >= agentsMax) forgetOldest()
  const made = proxy
    ? new TunnelAgent(proxy, { ...pooled, ...tls })
    : isSecure
      ? new SecureAgent({ ...pooled, ...tls })
      : new Agent(pooled)
  agents.set(name, made)
  return made
}

/** Its idle connections end by themselves. */
function forgetOldest() {
  const oldest = agents.keys().next()
  if (!oldest.done) agents.delete(oldest.value)
}

const fingerprint = ({ cert, key, ca }: EndpointTls) =>
  createHash('sha256')
    .update(JSON.stringify([cert, key, ca]))
    .digest('hex')
