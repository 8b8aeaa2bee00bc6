import { env } from '@/lib/env'

/** Returns the operator's proxy for a URL: HTTPS_PROXY, unless NO_PROXY names the host. */
export function proxyFor(url: URL): URL | undefined {
  const { HTTPS_PROXY, NO_PROXY } = env()
  if (!HTTPS_PROXY || url.protocol !== 'https:' || isExcepted(url, NO_PROXY)) return undefined
  return new URL(HTTPS_PROXY)
}

/** `*` matches every host; `example.com`, `.example.com`, and `*.example.com` include subdomains. A port may follow. */
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
