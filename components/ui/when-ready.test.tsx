import { isValidElement, Suspense } from 'react'
import { describe, expect, it } from 'vitest'
import { WhenReady } from './when-ready'

const fallback = 'Loading'

describe('a part that a page waits for', () => {
  it('is shown without a fallback if it is ready in time', async () => {
    expect(await WhenReady({ content: async () => '42 devices', fallback, patienceMs: 60_000 })).toBe('42 devices')
  })

  it('has a fallback if it takes longer', async () => {
    const shown = await WhenReady({ content: () => new Promise(() => undefined), fallback, patienceMs: 0 })
    expect(isValidElement(shown) && shown.type === Suspense && shown.props).toMatchObject({ fallback })
  })

  it('fails if its content fails', async () => {
    const content = () => Promise.reject(new Error('away'))
    await expect(WhenReady({ content, fallback, patienceMs: 60_000 })).rejects.toThrow('away')
  })
})
