import { query } from '@/lib/command'
import { inEnvironment } from '@/lib/scope'
import { healthOf } from './environment-health'
import { environmentIn, settingsFacts } from './settings-facts'
import { stepsOf } from './setup-steps'

/** An environment's health and setup steps. Reads the facts that both need only once. */
export const overview = query('company.read', inEnvironment({}), async ({ db, staff, scope }) => {
  const place = environmentIn(scope)
  const facts = await settingsFacts(db, place)
  const [health, steps] = await Promise.all([
    healthOf(db, place, facts),
    stepsOf(db, { ...place, staffId: staff.id }, facts),
  ])
  return { health, steps }
})
