import type { EnvironmentName } from '@/db/schema/companies'
import type { KnownDevice } from '@/lib/apns/simulator/state/ports'
import { refuse, type SimulatedRefusal } from '@/lib/apns/simulator/state/refusal'
import type { SimulatorSettings } from '@/lib/apns/simulator/state/settings'

type Asked = { token: string; topic: string; environmentName: EnvironmentName; known: readonly KnownDevice[] }

/** Rules 19 to 21. */
export function checkDeviceToken(asked: Asked, settings: SimulatorSettings): SimulatedRefusal | undefined {
  const { token, topic, environmentName, known } = asked
  // Apple doesn't fix the length of a token: 32 bytes today, more for Live Activities.
  if (token.length < 2 || token.length % 2 !== 0 || token.length > 400 || !/^[0-9a-f]+$/i.test(token)) return bad
  const here = known.find((device) => device.environmentName === environmentName)
  if (!here) return known.length > 0 || settings.devices === 'registry' ? bad : undefined
  if (here.state === 'unknown') return bad
  if (here.topic !== topic) return refuse(400, 'DeviceTokenNotForTopic')
  if (here.state === 'unregistered') return refuse(410, 'Unregistered', here.since.getTime())
  if (here.state === 'expired') return refuse(410, 'ExpiredToken', here.since.getTime())
}

const bad = refuse(400, 'BadDeviceToken')
