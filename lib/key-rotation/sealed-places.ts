import { type SealedColumn, type SealedPlace, sealedColumns } from '@/db/sealed'
import type { SealedPurpose } from '@/lib/secrets'

export const sealedPlaces: [SealedColumn, SealedPlace][] = Object.entries(sealedColumns).map(([name, place]) => [
  // Object.entries widens the keys to string.
  name as SealedColumn,
  place,
])

export const purposeOfRow = (name: SealedColumn, { key }: { key: string[] }): SealedPurpose =>
  `${name}:${key.join(':')}`
