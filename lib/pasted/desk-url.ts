const valuesMax = 12
/** Path segments that an ID follows in a Pushdesk page, a request to its API, or a request to APNs. */
const named = new Set(['customers', 'devices', 'deliveries', 'notifications', 'device', 'probes'])
const ours = /^\/[\w-]+\/[\w-]+\/(?:production|sandbox)(?:\/|$)/

/** A page of an environment, without its host, and the ID in its URL. */
export type DeskPage = {
  path: string
  place: { company: string; app: string; environment: string }
  /** The ID of the page's subject. It may no longer exist, so the page is offered only if it is found. */
  subject?: string
}

/** Finds URLs in the text, with any host or as a path. */
export function urlsIn(text: string): URL[] {
  const written = text.match(/(?:https?:\/\/[^\s"'<>`|\\]{1,2000})|(?:(?<=^|[\s"'(=])\/[^\s"'<>`|\\]{3,2000})/gi) ?? []
  return written
    .slice(0, 4)
    .map((one) => one.replace(/[).,;\]}]+$/, ''))
    .filter((one) => URL.canParse(one, 'http://pushdesk.invalid'))
    .map((one) => new URL(one, 'http://pushdesk.invalid'))
}

/**
 * Returns the values that a URL may name: those after a segment such as `customers`, and those of its query and
 * fragment.
 */
export function valuesOfUrl(url: URL): string[] {
  const segments = url.pathname.split('/').map(decoded)
  const inPath = segments.filter((_, index) => named.has(segments[index - 1] ?? ''))
  const inQuery = [url.searchParams, new URLSearchParams(url.hash.replace(/^#\??/, ''))].flatMap((params) =>
    [...params].filter(([name]) => telling.test(name)).map(([, value]) => value),
  )
  const last = segments.findLast(Boolean)
  const all = [...inPath, ...inQuery, ...(inPath.length + inQuery.length === 0 && last ? [last] : [])]
  return all.filter((value) => value.trim() !== '').slice(0, valuesMax)
}

const telling = /(?:id|uuid|token|user|customer|device|delivery|notification|message|conversation|open|q|search)$/i

export function deskPageOf(url: URL): DeskPage | undefined {
  if (!ours.test(url.pathname)) return undefined
  const [, company = '', app = '', environment = '', section = '', id] = url.pathname.split('/').map(decoded)
  const isOfOne = id !== undefined && named.has(section) && id !== '' && id !== 'why'
  const subject = isOfOne ? id : undefined
  return { path: `${url.pathname}${url.search}`, place: { company, app, environment }, ...(subject && { subject }) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
