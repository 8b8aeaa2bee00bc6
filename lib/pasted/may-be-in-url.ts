/**
 * Whether a text may appear in a URL. Keeps whole tokens and email addresses out of URLs, the browser history, and
 * logs: they are looked up by POST. A text short enough to be only part of a token isn't secret. Texts with labels or
 * URLs go to the look-up, which reads them.
 */
export function mayBeInUrl(text: string) {
  const bare = text.replace(/[^0-9a-z]/gi, '')
  return bare.length <= 16 && text.length <= 100 && !/[@=:"<>{}]|https?:/.test(text)
}
