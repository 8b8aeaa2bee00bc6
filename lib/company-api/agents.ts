import { createHash } from 'node:crypto'
import { Agent, type AgentOptions } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import type { SecureContextOptions } from 'node:tls'
import { proxyFor } from './egress-proxy'
import { TunnelAgent } from './tunnel-agent'

/** The client certificate to present to a company's server, and the authority its certificate must come from. */
export type EndpointTls = Pick<SecureContextOptions, 'cert' | 'key' | 'ca'>

// Close idle connections before a typical server's five seconds, so that a request rarely meets a closing one.
const pooled: AgentOptions = { keepAlive: true, timeout: 4_000, maxFreeSockets: 1_000 }
const agentsMax = 1_000

const agents = new Map<string, Agent>()

type Asked = { url: URL; isAllowed: boolean; tls?: EndpointTls }

/**
 * Returns the connection pool for a request. A connection to an allowed host must not be reused for a name that was
 * never allowed, nor a connection with one client certificate for a request with another.
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

/** Its idle connections close by themselves. */
function forgetOldest() {
  const oldest = agents.keys().next()
  if (!oldest.done) agents.delete(oldest.value)
}

const fingerprint = ({ cert, key, ca }: EndpointTls) =>
  createHash('sha256')
    .update(JSON.stringify([cert, key, ca]))
    .digest('hex')
