import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsBoolean,
  parseAsIsoDateTime,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server'
import { deliveryStates, notificationTypes, transports } from '@/lib/deliveries/delivery-labels'
import { lastSpanNames } from './last-spans'

const listOf = <T extends string>(values: readonly T[]) => parseAsArrayOf(parseAsStringLiteral(values))

/** The log's filters. Customers, devices, and notifications appear by Pushdesk's IDs, never by the company's. */
export const filterParams = {
  state: listOf(deliveryStates),
  reason: parseAsArrayOf(parseAsString),
  type: listOf(notificationTypes),
  transport: listOf(transports),
  simulated: parseAsBoolean,
  uncertain: parseAsBoolean,
  device: parseAsString,
  customer: parseAsString,
  notification: parseAsString,
  conversation: parseAsString,
  last: parseAsStringLiteral(lastSpanNames),
  from: parseAsIsoDateTime,
  until: parseAsIsoDateTime,
}

export const logParams = { ...filterParams, open: parseAsString, live: parseAsBoolean.withDefault(true) }

export type FilterParams = inferParserType<typeof filterParams>
export const loadFilters = createLoader(filterParams)
export const writeFilters = createSerializer(filterParams)
export const noFilters = Object.fromEntries(Object.keys(filterParams).map((name) => [name, null])) as {
  [name in keyof FilterParams]: null
}
