import { type DeliveryListItem, pageOfDeliveries } from '@/db/queries/deliveries/deliveries'
import { withoutNames } from '@/lib/audit/without-names'
import { command } from '@/lib/command'
import { maskAddress } from '@/lib/devices/mask-address'
import { upTo } from '@/lib/paging/cut'
import { inEnvironment } from '@/lib/scope'
import { toCsv } from '@/lib/text/csv'
import { FilterDeliveries } from './filter-deliveries'
import { PublicDelivery, publicDelivery } from './public-notification'

export const exportedDeliveriesMax = 20_000

/** In the order that scripts expect. The API's other delivery fields follow, named as in the API. */
const firstColumns = [
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
const columns = [...new Set([...firstColumns, ...Object.keys(PublicDelivery.shape).map(columnOf)])]

/**
 * Exports the filtered deliveries as CSV, without message texts and with masked addresses: at most the newest 20,000,
 * with `isCut` set if there were more. Audited.
 */
export const exportDeliveries = command(
  'delivery.export',
  inEnvironment({ filters: FilterDeliveries.default({}) }),
  async ({ db, input }) => {
    const { environmentId, filters } = input
    const { shown: rows, isCut } = await upTo(exportedDeliveriesMax, (limit) =>
      pageOfDeliveries(db, { environmentId, filters, limit }),
    )
    return {
      result: { csv: toCsv(columns, rows.map(cellsOf)), rows: rows.length, isCut },
      audit: {
        subject: { kind: 'deliveries' },
        after: { rows: rows.length, isCut, filters: withoutNames(filters, ['user', 'conversationId']) },
      },
    }
  },
)

/** `isUncertain` → `uncertain`. */
function columnOf(field: string) {
  if (field === 'id') return 'delivery_id'
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^is_/, '')
}

function cellsOf(row: DeliveryListItem) {
  const { userId, anonymousId, conversationId, address } = row
  const named = { userId, anonymousId, conversationId, addressMasked: maskAddress(address) }
  const fields = Object.entries({ ...publicDelivery(row), ...named })
  const cells = new Map(
    fields.map(([field, value]) => [columnOf(field), typeof value === 'boolean' ? yesOrNo(value) : value]),
  )
  return columns.map((column) => cells.get(column))
}

const yesOrNo = (value: boolean) => (value ? 'yes' : 'no')
