import { type BrowserContext, expect, type Page } from '@playwright/test'
import { demo, type Role } from './site'

export const personOf = (role: Role) => {
  const found = demo().staff.find((one) => one.role === role)
  if (!found) throw new Error(`the demo has no ${role}`)
  return found
}

/** A session of this browser alone, which may end without ending one that other tests use. */
export async function beginSession({ request }: BrowserContext, role: Role) {
  const { email, password } = personOf(role)
  const answer = await postToAuth(request, 'callback/password', { email, password })
  expect(answer.ok()).toBe(true)
}

/** Ends it as from another tab, with the cookie gone; or as an admin ends it, and the browser knows nothing of that. */
export async function endSession(context: BrowserContext, { keepsCookie }: { keepsCookie: boolean }) {
  const cookies = await context.cookies()
  await postToAuth(context.request, 'signout', {})
  if (keepsCookie) await context.addCookies(cookies)
}

async function postToAuth(request: BrowserContext['request'], action: string, fields: Record<string, string>) {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  return request.post(`/api/auth/${action}`, { form: { ...fields, csrfToken, json: 'true' } })
}

/** What the server answers the next act of the page. */
export const actOn = (page: Page) =>
  page.waitForResponse((response) => response.request().headers()['next-action'] !== undefined)
