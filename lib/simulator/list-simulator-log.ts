import { recentSimulatedPushes } from '@/db/queries/simulator/simulator'
import { pushTypes, topicFor } from '@/lib/apns/push/push-types'
import { query } from '@/lib/command'
import { maskAddress } from '@/lib/devices/mask-address'
import { listedMax } from '@/lib/paging/listed-max'
import { inEnvironment } from '@/lib/scope'
import { requireSimulatedEnvironment } from './require-simulated-environment'

/** Lists the requests to this environment's APNs simulator, newest first, with what Apple's console would show. */
export const listSimulatorLog = query('simulator.use', inEnvironment({}), async ({ db, input: { environmentId } }) => {
  const { name: environmentName, bundleId } = await requireSimulatedEnvironment(db, { environmentId })
  const topics = [...new Set(pushTypes.map((pushType) => topicFor(bundleId, pushType)))]
  const rows = await recentSimulatedPushes(db, { environmentName, topics, limit: listedMax.simulatorLog })
  return rows.map(
    ({ id, apnsId, token, headers, status, reason, lints, fate, deviceOutcomeReason, payloadBytes, createdAt }) => ({
      id,
      apnsId,
      device: maskAddress(token),
      pushType: headers['apns-push-type'] ?? null,
      status,
      reason,
      lints,
      fate,
      deviceOutcomeReason,
      payloadBytes,
      createdAt,
    }),
  )
})
