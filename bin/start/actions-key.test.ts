import { expect, it } from 'vitest'
import { actionsKey } from './actions-key'

const secret = 'a secret of at least 32 characters'

it('is the same for every process with the same AUTH_SECRET, differs for another, and reveals no part of it', () => {
  expect(actionsKey(secret)).toBe(actionsKey(secret))
  expect(actionsKey(secret)).not.toBe(actionsKey(`${secret}.`))
  expect(Buffer.from(actionsKey(secret), 'base64')).toHaveLength(32)
})
