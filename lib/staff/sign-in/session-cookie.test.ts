import { expect, it } from 'vitest'
import { deviceCookieName, sessionCookieName } from './session-cookie'

it('no other cookie’s name begins with the session cookie’s, which next-auth would read as one of its pieces', () => {
  expect(deviceCookieName().startsWith(sessionCookieName())).toBe(false)
})
