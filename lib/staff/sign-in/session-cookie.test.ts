import { expect, it } from 'vitest'
import { deviceCookieName, sessionCookieName } from './session-cookie'

it('the device cookie’s name doesn’t start with the session cookie’s, or next-auth would read it as a chunk', () => {
  expect(deviceCookieName().startsWith(sessionCookieName())).toBe(false)
})
