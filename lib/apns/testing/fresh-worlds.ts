import { afterEach, beforeEach } from 'vitest'
import { push, simulatedApns } from './simulated-apns'

type World = Awaited<ReturnType<typeof simulatedApns>>

/** Starts a simulator for each test, and more on request. All are closed after the test. */
export function freshWorlds() {
  let world: World
  const worlds: World[] = []
  async function another(settings?: Parameters<typeof simulatedApns>[0]) {
    const made = await simulatedApns(settings)
    worlds.push(made)
    return made
  }
  beforeEach(async () => {
    world = await another()
  })
  afterEach(async () => {
    await Promise.all(worlds.splice(0).map((one) => one.close()))
  })
  return { world: () => world, another }
}

export const manyPushes = (count: number) => Array.from({ length: count }, () => push())
