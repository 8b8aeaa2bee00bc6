import { describe, expect, it } from 'vitest'
import { difference } from './difference'

describe('difference', () => {
  it('returns each changed field by path, and only those', () => {
    expect(
      difference({ role: 'viewer', at: { city: 'a', zip: 1 } }, { role: 'admin', at: { city: 'a', zip: 2 } }),
    ).toEqual([
      { path: 'role', before: 'viewer', after: 'admin' },
      { path: 'at.zip', before: '1', after: '2' },
    ])
  })

  it('shows only one side of a thing that was created or removed', () => {
    expect(difference(undefined, { name: 'x' })).toEqual([{ path: 'name', before: undefined, after: 'x' }])
    expect(difference({ name: 'x' }, undefined)).toEqual([{ path: 'name', before: 'x', after: undefined }])
  })

  it('compares short lists as a whole', () => {
    expect(difference({ ids: ['a'] }, { ids: ['a', 'b'] })).toEqual([{ path: 'ids', before: 'a', after: 'a, b' }])
  })
})
