import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { withApi } from '@/gateway/testing'

const declared = /^export const (\w+) = (?:command|query|note|promptCommand|promptQuery)\(/gm

/** Every verb of the dashboard, with the file that exports it. */
const verbs = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .flatMap((path) =>
    [...readFileSync(join('lib', path), 'utf8').matchAll(declared)].map(([, name = '']) => ({ name, path })),
  )

/** Verbs that programs can't use, by reason. */
const notForPrograms: Record<string, string[]> = {
  'belongs to a person’s own account, and a token has none': [
    'showAccount',
    'showOwnHold',
    'changeOwnName',
    'changeOwnMail',
    'changeOwnPassword',
    'beginSecondFactor',
    'confirmSecondFactor',
    'endSecondFactor',
    'endOwnSessions',
    'stepUpSession',
    'addFavorite',
    'removeFavorite',
    'keepRecentCustomer',
    'listRecentCustomers',
  ],
  'is the APNs simulator, or the demo phone in the browser': [
    'listDemoCustomers',
    'listPhoneEnvironments',
    'signUserToken',
    'listPushes',
    'showOutcome',
    'sendAgentMessage',
    'listFaults',
    'turnOnFault',
    'turnOffFault',
    'turnOnPreset',
    'setDeviceState',
    'listSimulatorLog',
  ],
  'is a file of rows that a program reads page by page': [
    'exportDevices',
    'exportDeliveries',
    'exportAudit',
    'exportRevisions',
  ],
  'does at once what a program does app by app': ['reviewApps', 'changeApps'],
  'is part of a call that does more: a list comes with its prompt, and a prompt is read with what is in effect': [
    'uploadList',
    'exportPrompt',
  ],
  'puts together for one screen what other calls give': [
    'chartDeliveries',
    'countOthersWithCause',
    'resolveFilter',
    'overview',
    'setupSteps',
    'listManagers',
    'listArchived',
    'listOpenIncidents',
    'signSetupToken',
  ],
}

it('every dashboard verb has an API call, or a reason not to', () =>
  withApi(async ({ managed }) => {
    const withCall = new Set<unknown>(managed)
    const missing: string[] = []
    for (const { name, path } of verbs) {
      const file = (await import(join(process.cwd(), 'lib', path))) as Record<string, unknown>
      if (!withCall.has(file[name])) missing.push(name)
    }
    expect(verbs.length).toBeGreaterThan(90)
    expect(missing.sort()).toEqual(Object.values(notForPrograms).flat().sort())
  }))
