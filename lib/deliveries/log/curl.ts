import type { AttemptView } from './find-delivery'

/** The attempt's request for a terminal. Secrets and the address were masked when it was written down; put your own in. */
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

/** For a POSIX shell: nothing within single quotes is special but the single quote. */
export const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
