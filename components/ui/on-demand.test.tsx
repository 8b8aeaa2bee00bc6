import type { ReactNode } from 'react'
import { prerender } from 'react-dom/static.edge'
import { describe, expect, it, onTestFinished } from 'vitest'
import { onDemand, onMissingCode, untilLoaded } from './on-demand'

const Greeting = ({ name }: { name: string }) => `Hello ${name}`

const pageWith = async (part: ReactNode) => new Response((await prerender(part)).prelude).text()

it('is in the page that the server makes, without a fallback before', async () => {
  const Part = onDemand(
    async () => Greeting,
    ({ name }) => `Loading for ${name}`,
  )
  expect(await pageWith(<Part name="Ada" />)).toBe('Hello Ada')
})

it('loads code again after a failure', async () => {
  let tries = 0
  const Part = onDemand(async () => {
    tries += 1
    if (tries === 1) throw new Error('away')
    return Greeting
  })
  await Part.preload()
  await Part.preload()
  expect(await pageWith(<Part name="Ada" />)).toBe('Hello Ada')
})

describe('code that is missing', () => {
  it('is loaded again once that may help', async () => {
    const waited: unknown[] = []
    const away = new Error('away')
    onMissingCode(async (error) => waited.push(error) < 3)
    onTestFinished(() => onMissingCode(async () => false))
    let tries = 0
    const load = async () => {
      tries += 1
      if (tries <= 2) throw away
      return Greeting
    }
    expect(await untilLoaded(load)).toBe(Greeting)
    expect(waited).toEqual([away, away])
  })

  it('is given up if loading again can’t help', async () => {
    onMissingCode(async () => false)
    await expect(untilLoaded(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  })
})
