import type { AttemptView } from './find-delivery'

/** Returns the attempt's request as a curl command. Secrets and the address are already masked; fill in your own. */
export function curlOf(request: NonNullable<AttemptView['request']>): string {
  const { method, url, headers, body } = request
  const isHttp2 = Object.keys(headers).some((name) => name.startsWith('apns-'))
  const parts = [
    `curl${isHttp2 ? ' --http2' : ''} -X ${quoted(method)} ${quoted(url)}`,
    ...Object.entries(headers)
      .filter(([name]) => !name.startsWith(':') && name.toLowerCase() !== 'content-length')
      .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(typeof body === 'string' ? body : JSON.stringify(body))}`]),
  ]
  return parts.join(' \\\n  ')
}

/** Quotes text for a POSIX shell. Within single quotes, only the single quote is special. */
export const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
