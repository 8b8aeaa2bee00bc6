'use client'

/** What next-auth/react does for us, without the rest of it: the CSRF token, then the form. Undefined: it did not answer. */
export async function postToNextAuth(action: string, fields: Record<string, string> = {}) {
  try {
    const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
    const response = await fetch(`/api/auth/${action}`, {
      method: 'POST',
      body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
    })
    const { url } = await response.json()
    return { isOk: response.ok, url: new URL(url, location.origin) }
  } catch {
    // No line, or a page of someone in between instead of JSON: the same to whoever signs in.
    return undefined
  }
}

/**
 * The provider's page to go on to. Undefined: it can't be had now. `again`: ask the person to sign in again, even one who
 * is signed in there.
 */
export async function signInWithProvider({ next, again = false }: { next: string; again?: boolean }) {
  // With max_age, the provider has to say when that was.
  const action = again ? 'signin/oidc?prompt=login&max_age=600' : 'signin/oidc'
  return (await postToNextAuth(action, { callbackUrl: next }))?.url
}
