import { describe, expect, it } from 'vitest'
import { difference } from './difference'

describe('difference', () => {
  it('names each field that changed by its path, and no other', () => {
    expect(
      difference({ role: 'viewer', at: { city: 'a', zip: 1 } }, { role: 'admin', at: { city: 'a', zip: 2 } }),
    ).toEqual([
      { path: 'role', before: 'viewer', after: 'admin' },
      { path: 'at.zip', before: '1', after: '2' },
    ])
  })

  it('shows what was made or taken away with one side only', () => {
    expect(difference(undefined, { name: 'x' })).toEqual([{ path: 'name', before: undefined, after: 'x' }])
    expect(difference({ name: 'x' }, undefined)).toEqual([{ path: 'name', before: 'x', after: undefined }])
  })

  it('compares short lists whole', () => {
    expect(difference({ ids: ['a'] }, { ids: ['a', 'b'] })).toEqual([{ path: 'ids', before: 'a', after: 'a, b' }])
  })
})
