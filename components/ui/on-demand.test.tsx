import { renderToString } from 'react-dom/server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { onDemand, onMissingCode, untilLoaded } from './on-demand'

const Greeting = ({ name }: { name: string }) => `Hello ${name}`

it('shows a part at once if its code is loaded, and its fallback otherwise', async () => {
  const part = () =>
    onDemand(
      async () => Greeting,
      ({ name }) => `Loading for ${name}`,
    )
  const [Early, Late] = [part(), part()]
  await Early.preload()
  expect(renderToString(<Early name="Ada" />)).toContain('Hello Ada')
  expect(renderToString(<Early name="Ada" />)).not.toContain('Loading')
  expect(renderToString(<Late name="Ada" />)).toContain('Loading for Ada')
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
  expect(renderToString(<Part name="Ada" />)).toContain('Hello Ada')
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
