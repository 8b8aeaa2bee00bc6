import { expect, it } from 'vitest'
import { modelName } from './model-name'
import { modelNames } from './model-names'

it.each([
  ['iPhone13,2', 'iPhone 12'],
  ['iPhone17,3', 'iPhone 16'],
  ['iPhone18,3', 'iPhone 17'],
  ['iphone17,5 ', 'iPhone 16e'],
  ['iPad8,3', 'iPad Pro (11-inch)'],
  ['iPad14,11', 'iPad Air 13-inch (M2)'],
  ['iPod9,1', 'iPod touch (7th generation)'],
  ['Watch7,5', 'Apple Watch Ultra 2'],
  ['x86_64', 'Simulator'],
  ['arm64', 'Simulator'],
])('%s is called %s', (model, name) => {
  expect(modelName(model)).toBe(name)
})

it.each(['iPhone99,1', 'constructor', '__proto__', 'Pixel 9', 'iPhone 16', ''])(
  'returns %s unchanged, because it is unknown',
  (model) => {
    expect(modelName(model)).toBe(model)
  },
)

it('has each identifier only once', () => {
  const single = Object.values(modelNames).flatMap((identifiers) => identifiers.split(' '))
  const all = single.flatMap((one) => {
    const [, family, from, to] = /^(.+,)(\d+)-(\d+)$/.exec(one) ?? []
    if (!from) return [one]
    expect(Number(to)).toBeGreaterThan(Number(from))
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${family}${Number(from) + index}`)
  })
  expect(all).toEqual([...new Set(all)])
  expect(all.length).toBeGreaterThan(200)
})
