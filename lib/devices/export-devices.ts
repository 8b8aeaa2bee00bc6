import { pageOfDevices } from '@/db/queries/device-list'
import { command } from '../command'
import { toCsv } from '../csv'
import { inEnvironment } from '../scope'
import { DeviceFilters } from './device-filters'
import { filtersOf } from './device-query'
import { maskAddress } from './mask-address'

export const exportRowsMax = 20_000

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

/** The newest 20,000 that the filters leave, as CSV with masked addresses. The audit says what left the house. */
export const exportDevices = command('device.export', inEnvironment(DeviceFilters.shape), async ({ db, input }) => {
  const { environmentId, ...filters } = input
  const rows = await pageOfDevices(db, {
    environmentId,
    ...filtersOf(filters),
    order: { by: 'registered', isDescending: true },
    limit: exportRowsMax,
  })
  return {
    result: { csv: toCsv(header, rows.map(cellsOf)), rows: rows.length },
    audit: {
      subject: { kind: 'devices', id: environmentId },
      after: { rows: rows.length, filters: { ...filters, text: filters.text && maskAddress(filters.text) } },
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
