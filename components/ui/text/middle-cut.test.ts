import { expect, it } from 'vitest'
import { middleCut } from './middle-cut'

it.each(['😀', 'a😀', 'é漢'])('cuts an ID of %s between characters, never within one', (part) => {
  for (let length = 1; length < 30; length += 1) expect(middleCut(part.repeat(length))).not.toMatch(/\p{Surrogate}/u)
})
