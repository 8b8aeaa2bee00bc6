import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { eventTypes } from '@/db/schema/values'
import { permissions } from '@/lib/permissions'
import { actionLabel, subjectLabel } from './labels'

const areas = [...new Set(Object.keys(permissions).map((name) => name.split('.')[0])), 'session', 'environment']
const named = new RegExp(`'((?:${areas.join('|')})\\.[a-z_]+)'`, 'g')
/** Permissions that no audit entry is named after, and event names of channels and webhooks. */
const unrecorded =
  /\.read$|^incident\.(opened|changed|closed)$|^simulator\.(use|faults)$|^account\.change$|^prompt\.(stream|changed)$/

const isUnrecorded = (action: string) => unrecorded.test(action) || eventTypes.some((type) => type === action)

it('has a label for every action that the product records', () => {
  const actions = new Set(
    readdirSync('lib', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .flatMap((file) => [...readFileSync(`lib/${file}`, 'utf8').matchAll(named)].map(([, action = '']) => action)),
  )
  expect(actions.size).toBeGreaterThan(50)
  expect([...actions].filter((action) => !isUnrecorded(action) && actionLabel(action) === action)).toEqual([])
})

it('shows an action of a newer version unchanged, and the kind of a subject in words', () => {
  expect(actionLabel('prompt.dream')).toBe('prompt.dream')
  expect([subjectLabel('apns_credential'), subjectLabel('simulated_fault'), subjectLabel('new_thing')]).toEqual([
    'APNs key',
    'Fault',
    'New thing',
  ])
})
