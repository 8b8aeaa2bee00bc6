import { expect, it } from 'vitest'
import { isStorable } from '@/db/storable'
import { maskAddress } from './mask-address'

const lengths = Array.from({ length: 40 }, (_, length) => length + 1)

it.each(['😀', 'a😀', '👩‍👩‍👧', 'é漢'])('masks an address of %s without splitting a character', (part) => {
  for (const length of lengths) {
    expect(isStorable(maskAddress(part.repeat(length)))).toBe(true)
  }
})

it('shows both ends of a long address, and less of a short one', () => {
  expect(maskAddress('00112233445566778899')).toBe('0011…8899')
  expect(maskAddress('0011223344')).toBe('00…44')
  expect(maskAddress('1234567')).toBe('1…')
  expect(maskAddress('😀'.repeat(16))).toBe('😀😀😀😀…😀😀😀😀')
})
