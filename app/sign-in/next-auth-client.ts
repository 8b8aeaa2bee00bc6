'use client'

/** What next-auth/react does for us, without the rest of it: the CSRF token, then the form. */
export async function postToNextAuth(action: string, fields: Record<string, string> = {}) {
  const { csrfToken } = await (await fetch('/api/auth/csrf')).json()
  const response = await fetch(`/api/auth/${action}`, {
    method: 'POST',
    body: new URLSearchParams({ ...fields, csrfToken, json: 'true' }),
  })
  const { url } = await response.json()
  return { isOk: response.ok, url: new URL(url, location.origin) }
}
