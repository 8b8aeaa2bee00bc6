'use client'

/**
 * Gets the CSRF token and posts the form, like next-auth/react but smaller. Returns undefined if the request failed.
 */
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
    // No connection, or an HTML page from a proxy instead of JSON. Both mean the same to the person.
    return undefined
  }
}

/**
 * Returns the URL of the provider's page, or undefined if it isn't available now. `again`: makes the person sign in
 * again, even if they are signed in at the provider.
 */
export async function signInWithProvider({ next, again = false }: { next: string; again?: boolean }) {
  // With max_age, the provider must report when the person last signed in.
  const action = again ? 'signin/oidc?prompt=login&max_age=600' : 'signin/oidc'
  return (await postToNextAuth(action, { callbackUrl: next }))?.url
}
