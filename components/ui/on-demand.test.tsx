import { Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it } from 'vitest'
import { onDemand } from './on-demand'

const Greeting = ({ name }: { name: string }) => `Hello ${name}`

it('shows a part at once if its code is loaded, and its fallback otherwise', async () => {
  const [Early, Late] = [onDemand(async () => Greeting), onDemand(async () => Greeting)]
  await Early.preload()
  const shown = (Part: typeof Early) =>
    renderToString(
      <Suspense fallback="Loading">
        <Part name="Ada" />
      </Suspense>,
    )
  expect(shown(Early)).toContain('Hello Ada')
  expect(shown(Early)).not.toContain('Loading')
  expect(shown(Late)).toContain('Loading')
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
