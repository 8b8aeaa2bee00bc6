import { expect, it } from 'vitest'
import { isCommonPassword } from './common-password'

it.each(['password12', 'Password123!', 'qwertyuiop', 'QWERTYUIOP1', 'p@ssw0rd2026', '1q2w3e4r5t', 'iloveyou2!'])(
  '%s counts as a common password',
  async (password) => expect(await isCommonPassword(password)).toBe(true),
)

it.each(['correct horse battery', 'a password of the test', 'Zürich-Hütte-1987-Kuh', '密码是一个很长的句子啊'])(
  '%s doesn’t count as a common password',
  async (password) => expect(await isCommonPassword(password)).toBe(false),
)
