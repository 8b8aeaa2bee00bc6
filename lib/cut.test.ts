import { expect, it } from 'vitest'
import { cutAt } from './cut'

it('cuts only where there is a row more than is shown', () => {
  expect(cutAt([1, 2, 3], 3)).toEqual({ shown: [1, 2, 3], isCut: false })
  expect(cutAt([1, 2, 3, 4], 3)).toEqual({ shown: [1, 2, 3], isCut: true })
})
