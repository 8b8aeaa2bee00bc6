import { request as requestHttp } from 'node:http'
import { Agent, type AgentOptions, request as requestHttps } from 'node:https'
import type { Duplex } from 'node:stream'

const connectMs = 8_000

type Options = { host?: string; hostname?: string; port?: number | string; path?: string }
type Created = (error: Error | null, stream: Duplex) => void
/** Node accepts an error without a stream, but its types don’t say so. */
type Failed = (error: Error) => void

/** Connects through a proxy: CONNECT, with TLS to the company’s server inside, which the proxy can’t read. */
export class TunnelAgent extends Agent {
  constructor(
    private readonly proxy: URL,
    options: AgentOptions,
  ) {
    super(options)
  }

  override createConnection(options: Options, created?: Created): undefined {
    this.#tunnel(options).then(
      (socket) => created?.(null, super.createConnection({ ...options, socket } as Options) as Duplex),
      (error: Error) => (created as Failed | undefined)?.(error),
    )
  }

  #tunnel({ host, hostname, port }: Options) {
    const { proxy } = this
    const name = hostname ?? host ?? ''
    const target = `${name.includes(':') ? `[${name}]` : name}:${port ?? 443}`
    const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
    const request = (proxy.protocol === 'https:' ? requestHttps : requestHttp)({
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      path: target,
      agent: false,
      timeout: connectMs,
      headers: {
        host: target,
        ...(proxy.username && { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` }),
      },
    })
    return new Promise<Duplex>((resolve, reject) => {
      request.on('connect', (response, socket) => {
        if (response.statusCode === 200) return resolve(socket.setTimeout(0))
        socket.destroy()
        reject(
          proxyFault(`PROXY_${response.statusCode}`, `The proxy responded to CONNECT with ${response.statusCode}.`),
        )
      })
      request.on('response', (response) => {
        response.destroy()
        reject(proxyFault(`PROXY_${response.statusCode}`, 'The proxy doesn’t take CONNECT.'))
      })
      request.on('timeout', () => request.destroy(proxyFault('PROXY_TIMEOUT', 'The proxy didn’t respond in time.')))
      request.on('error', (error) => reject(error))
      request.end()
    })
  }
}

const proxyFault = (code: string, message: string) => Object.assign(new Error(message), { code })
