import { env } from '@/lib/env'

/** Where the operator wants requests to leave through: HTTPS_PROXY, unless NO_PROXY names the host. */
export function proxyFor(url: URL): URL | undefined {
  const { HTTPS_PROXY, NO_PROXY } = env()
  if (!HTTPS_PROXY || url.protocol !== 'https:' || isExcepted(url, NO_PROXY)) return undefined
  return new URL(HTTPS_PROXY)
}

/** `*` is every host; `example.com`, `.example.com` and `*.example.com` are that one and all below it; a port may stand behind. */
function isExcepted({ hostname, port }: URL, exceptions: string) {
  const host = hostname.replace(/^\[|\]$/g, '')
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((one) => {
      if (one === '*') return true
      const [, name = one, onlyPort] = /^(.*?):(\d+)$/.exec(one) ?? []
      const isIPv6 = name.includes(':')
      if (!isIPv6 && onlyPort && onlyPort !== (port || '443')) return false
      const domain = (isIPv6 ? one : name).replace(/^\[|\]$/g, '').replace(/^\*?\./, '')
      return host === domain || host.endsWith(`.${domain}`)
    })
}
