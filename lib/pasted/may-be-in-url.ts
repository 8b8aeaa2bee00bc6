/**
 * Keeps whole tokens and email addresses out of the URL, the browser history, and logs: they are looked up by POST. A text
 * short enough to be only part of a token isn't secret. What a label or an address stands around is read by the look-up.
 */
export function mayBeInUrl(text: string) {
  const bare = text.replace(/[^0-9a-z]/gi, '')
  return bare.length <= 16 && text.length <= 100 && !/[@=:"<>{}]|https?:/.test(text)
}
