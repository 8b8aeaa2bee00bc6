import { expect, it } from 'vitest'
import { splitOf } from './outcome-split'
import type { WorkspaceCompany, WorkspaceEnvironment } from './workspace'
import type { HealthSummary } from './workspace-health'
import { worstFirst } from './worst-first'

type State = { isBlocked?: boolean; failed?: number; waitsForMs?: number; name?: 'production' | 'sandbox' }

/** Sorts companies of one app each, made from the states, and returns their names. */
function companiesOf(states: Record<string, State>) {
  const health = new Map<string, HealthSummary>()
  const companies = Object.entries(states).map(([name, state]): WorkspaceCompany => {
    health.set(name, healthOf(state))
    const app = {
      id: name,
      slug: name,
      name,
      bundleId: name,
      isFavorite: false,
      environments: [environment(name, state)],
    }
    return { id: name, slug: name, name, role: 'admin', apps: [app] }
  })
  return worstFirst(companies, health).map((company) => company.name)
}

const environment = (id: string, { isBlocked, name = 'production' }: State): WorkspaceEnvironment => ({
  id,
  name,
  path: `/${id}`,
  isSimulated: false,
  blockedReason: isBlocked ? 'InvalidProviderToken' : null,
  blockedAt: isBlocked ? new Date() : null,
  refusal: null,
})

const healthOf = ({ failed = 0, waitsForMs }: State): HealthSummary => ({
  activeDevices: 0,
  hasMoreDevices: false,
  lastDay: splitOf([{ state: 'failed', count: failed, isCapped: false }]),
  oldestWaitingSince: waitsForMs === undefined ? undefined : new Date(Date.now() - waitsForMs),
  prompt: { isAsking: false, isSwitchedOn: false, isReadable: true, isStopped: false, word: 'Off', source: 'none' },
})

it('puts companies on hold first, then delayed ones, then those with the most failures', () => {
  const states = {
    well: {},
    'failed twice': { failed: 2 },
    'failed often': { failed: 2_000 },
    delayed: { waitsForMs: 3_600_000 },
    'on hold': { isBlocked: true },
    'just queued': { waitsForMs: 100 },
  }
  expect(companiesOf(states)).toEqual(['on hold', 'delayed', 'failed often', 'failed twice', 'well', 'just queued'])
})

it('puts any trouble in production before any trouble in a sandbox', () => {
  const states = { tried: { name: 'sandbox', isBlocked: true, failed: 90 }, live: { failed: 1 }, well: {} } as const
  expect(companiesOf(states)).toEqual(['live', 'tried', 'well'])
})

it('puts the worst app of a company first, and keeps the order of the others', () => {
  const company: WorkspaceCompany = {
    id: 'c',
    slug: 'c',
    name: 'c',
    role: 'admin',
    apps: ['App 2', 'App 10', 'App 11'].map((id) => ({
      id,
      slug: id,
      name: id,
      bundleId: id,
      isFavorite: false,
      environments: [environment(id, {})],
    })),
  }
  const health = new Map([['App 11', healthOf({ failed: 1 })]])
  const [sorted] = worstFirst([company], health)
  expect(sorted?.apps.map(({ name }) => name)).toEqual(['App 11', 'App 2', 'App 10'])
})
