import { expect, it } from 'vitest'
import { modelName } from './model-name'

it('shows Apple’s name of a model, and what it doesn’t know as it is', () => {
  expect(['iPhone13,2', 'iPhone99,1', 'constructor', 'Pixel'].map(modelName)).toEqual([
    'iPhone 12',
    'iPhone99,1',
    'constructor',
    'Pixel',
  ])
})
