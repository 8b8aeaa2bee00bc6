import { expect, it } from 'vitest'
import { safePath } from './safe-path'

it.each(['/', '/team', '/a/b?c=d#e', '/northwind-bank/ios-banking/production/devices?status=active'])(
  'accepts %s',
  (path) => expect(safePath(path)).toBe(path),
)

it.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/%0a/../..//evil.example',
  '/.//evil.example',
  'team',
  '',
  undefined,
  '/sign-in?next=/sign-in',
  '/api/auth/signout',
])('rejects %s', (path) => expect(safePath(path)).toBe('/'))
