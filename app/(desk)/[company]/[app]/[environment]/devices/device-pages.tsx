import type { Route } from 'next'
import { Pagination } from '@/components/ui/pagination'
import { type DeviceSearch, serializeDeviceSearch } from './search'

/** Keyset pages only go forward. The browser's Back goes to the previous page, and this to the first. */
export function DevicePages({
  listPath,
  search,
  next,
}: {
  listPath: string
  search: DeviceSearch
  next: string | null
}) {
  const at = (after: string | null) => serializeDeviceSearch(listPath, { ...search, after }) as Route
  return (
    <Pagination
      label="Pages of devices"
      newer={search.after ? at(null) : undefined}
      newerLabel="First page"
      older={next ? at(next) : undefined}
      olderLabel="Next page"
    />
  )
}
