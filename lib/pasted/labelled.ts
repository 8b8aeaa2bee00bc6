const valuesMax = 12
/**
 * The endings of labels that name something, in lower case without punctuation: `apns-id`, `userId`, `Device token`,
 * `x-user`.
 */
const telling =
  /(?:id|ids|uuid|guid|token|user|customer|client|member|message|conversation|chat|thread|notification|delivery|device|sub|subject|address|key|ref|reference|path|to|recipient)$/
/** A value, quoted or not: up to where it ends in JSON, a header line, a query, or a log line. */
const value =
  /"(?<double>(?:[^"\\]|\\.){1,600})"|'(?<single>[^']{1,600})'|“(?<curly>[^”]{1,600})”|(?<angle><[^<>]{1,600}>)|(?<data>\{\s*length[^}]{1,600}\})|(?<hex>[0-9a-f]{4,16}(?:[ :][0-9a-f]{2,16}){3,})|(?<bare>[^\s,;&"'<>(){}[\]|]{1,600})/
const pair = new RegExp(
  `(?<![\\w-])["'“]?(?<label>[A-Za-z][\\w.-]{0,30}(?: [A-Za-z][\\w.-]{0,20}){0,2})["'”]?\\s*(?:=>|:=|[:=])\\s*(?:\\[\\s*)?(?:${value.source})`,
  'dgi',
)

/** Returns the values behind labels that name something, in order: `apns-id: …`, `"user": "…"`, `a=b&c=d`. */
export function labelledValues(text: string): string[] {
  // JSON within JSON, as in logs.
  const flat = text.replace(/\\{1,8}"/g, '"')
  const found: string[] = []
  for (const { groups = {} } of flat.matchAll(pair)) {
    const label = (groups.label ?? '').toLowerCase().replace(/[^a-z]/g, '')
    if (!telling.test(label)) continue
    const whole = groups.double ?? groups.single ?? groups.curly ?? groups.angle ?? groups.data ?? groups.hex
    found.push(unescaped(whole ?? groups.bare ?? ''))
    if (found.length === valuesMax) break
  }
  return found
}

/** Returns the rest of a single line behind any label followed by a space: `Kunde: maria 1`. */
export function onlyValue(text: string): string | undefined {
  const [, rest] = /^-{0,2}\p{L}[\p{L}\p{N} ._-]{0,40}["']?\s*(?:=>|:=|[:=])\s+([^\n]{1,600})$/u.exec(text) ?? []
  return rest?.trim() || undefined
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  try {
    return String(JSON.parse(`"${text}"`))
  } catch {
    return text
  }
}
