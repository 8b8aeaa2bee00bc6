import { pageOfDevices } from '@/db/queries/devices/device-list'
import { withoutNames } from '@/lib/audit/without-names'
import { command } from '@/lib/command'
import { upTo } from '@/lib/paging/cut'
import { inEnvironment } from '@/lib/scope'
import { toCsv } from '@/lib/text/csv'
import { DeviceFilters } from './device-filters'
import { deviceFiltersOf } from './device-query'
import { maskAddress } from './mask-address'

export const exportedDevicesMax = 20_000

const header = [
  'device_id',
  'kind',
  'address_masked',
  'user_id',
  'anonymous_id',
  'status',
  'status_reason',
  'status_since',
  'permission',
  'app_version',
  'sdk_version',
  'os_version',
  'model',
  'locale',
  'registered_at',
  'last_accepted_at',
  'last_rejected_at',
  'last_rejected_reason',
]

/** Exports filtered devices as CSV with masked addresses: the newest 20,000. `isCut` if there are more. Audited. */
export const exportDevices = command('device.export', inEnvironment(DeviceFilters.shape), async ({ db, input }) => {
  const { environmentId, ...filters } = input
  const asked = { ...(await deviceFiltersOf(db, input)), order: { by: 'registered', isDescending: true } } as const
  const { shown: rows, isCut } = await upTo(exportedDevicesMax, (limit) => pageOfDevices(db, { ...asked, limit }))
  return {
    result: { csv: toCsv(header, rows.map(cellsOf)), rows: rows.length, isCut },
    audit: {
      subject: { kind: 'devices', id: environmentId },
      after: { rows: rows.length, isCut, filters: withoutNames(filters, ['text', 'user']) },
    },
  }
})

function cellsOf(row: Awaited<ReturnType<typeof pageOfDevices>>[number]) {
  return [
    row.id,
    row.kind,
    maskAddress(row.address),
    row.userId,
    row.anonymousId,
    row.status,
    row.statusReason,
    row.statusSince,
    row.permission,
    row.appVersion,
    row.sdkVersion,
    row.osVersion,
    row.model,
    row.locale,
    row.registeredAt,
    row.lastAcceptedAt,
    row.lastRejectedAt,
    row.lastRejectedReason,
  ]
}
