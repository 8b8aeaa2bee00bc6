/**
 * Whole tokens and e-mail addresses stay out of the address bar, of history and of logs: they are looked up by POST.
 * What is short enough to be a part of a token is no secret.
 */
export function mayBeInUrl(text: string) {
  const bare = text.replace(/[^0-9a-z]/gi, '')
  return bare.length <= 16 && !text.includes('@')
}
