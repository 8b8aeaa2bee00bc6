import { type ListedDelivery, pageOfDeliveries } from '@/db/queries/deliveries'
import { withoutNames } from '../audit/without-names'
import { command } from '../command'
import { toCsv } from '../csv'
import { upTo } from '../cut'
import { maskAddress } from '../devices/mask-address'
import { inEnvironment } from '../scope'
import { FilterDeliveries } from './filter-deliveries'

export const exportRowsMax = 20_000

const header = [
  'delivery_id',
  'notification_id',
  'type',
  'created_at',
  'state',
  'reason',
  'uncertain',
  'attempts',
  'transport',
  'simulated',
  'user_id',
  'anonymous_id',
  'device_id',
  'device_kind',
  'address_masked',
  'conversation_id',
  'ended_at',
  'received_at',
  'opened_at',
]

/** What the filters leave, as CSV, without message texts and with masked addresses; of more than 20,000 the newest, and it says so. The audit says what left the house. */
export const exportDeliveries = command(
  'delivery.export',
  inEnvironment({ filters: FilterDeliveries.default({}) }),
  async ({ db, input }) => {
    const { environmentId, filters } = input
    const { shown: rows, isCut } = await upTo(exportRowsMax, (limit) =>
      pageOfDeliveries(db, { environmentId, filters, limit }),
    )
    return {
      result: { csv: toCsv(header, rows.map(cellsOf)), rows: rows.length, isCut },
      audit: {
        subject: { kind: 'deliveries' },
        after: { rows: rows.length, isCut, filters: withoutNames(filters, ['user', 'conversationId']) },
      },
    }
  },
)

function cellsOf(row: ListedDelivery) {
  return [
    row.id,
    row.notificationId,
    row.type,
    row.createdAt,
    row.state,
    row.reason,
    row.isUncertain ? 'yes' : 'no',
    row.attemptCount,
    row.transport,
    row.isSimulated ? 'yes' : 'no',
    row.userId,
    row.anonymousId,
    row.deviceId,
    row.deviceKind,
    maskAddress(row.address),
    row.conversationId,
    row.endedAt,
    row.receivedAt,
    row.openedAt,
  ]
}
