import type { SelectOption } from '@/components/ui/form/select-list'
import { timeZoneNames } from './time-zone-names'

const presentNames = new Map(timeZoneNames.flatMap(([present, ...others]) => others.map((other) => [other, present])))
const otherNames = new Map(timeZoneNames.map(([present, ...others]) => [present, others]))

/** `Asia/Calcutta` → `Asia/Kolkata` */
export const currentName = (zone: string) => presentNames.get(zone) ?? zone

/** Options for every zone, under its current name and searchable by all its names. Always includes `chosen`. */
export function timeZoneOptions(chosen: string, listed = Intl.supportedValuesOf('timeZone')): SelectOption[] {
  const zones = new Set(['UTC', ...listed.map(currentName).sort(), currentName(chosen)])
  return [...zones].map((zone) => ({ value: zone, label: shown(zone), alsoCalled: otherNames.get(zone)?.map(shown) }))
}

const shown = (zone: string) => zone.replaceAll('_', ' ')
