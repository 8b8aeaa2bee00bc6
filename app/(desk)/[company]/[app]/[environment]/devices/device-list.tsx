import type { Route } from 'next'
import { cookies } from 'next/headers'
import { environmentFor, forPage } from '@/app/_server/doors'
import { ExportButton } from '@/components/desk/export-button'
import { type FilterChip, FilterChips } from '@/components/ui/filter-chips'
import { Pagination } from '@/components/ui/pagination'
import { RowKeys } from '@/components/ui/row-keys'
import { Skeleton } from '@/components/ui/skeleton'
import { CutNote } from '@/components/ui/text/cut-note'
import { WhenReady } from '@/components/ui/when-ready'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { listDevices } from '@/lib/devices/list-devices'
import { roleMay } from '@/lib/permissions'
import { chosenDeviceColumns, deviceColumnsCookie } from './columns'
import { DeviceColumns } from './device-columns'
import { DeviceCount, DeviceFacets } from './device-facets'
import { DeviceRows } from './device-rows'
import { DeviceSearchBox } from './device-search-box'
import { DeviceTable } from './device-table'
import { deviceFacetNames, facetWord, seenLabels } from './facet-labels'
import { FacetPopover } from './facet-popover'
import { NoDevices } from './no-devices'
import { type DeviceSearch, deviceSearchFilters, isNarrowed, serializeDeviceSearch } from './search'

type Props = { at: EnvironmentPath; search: DeviceSearch }

export async function DeviceList({ at, search }: Props) {
  const filters = deviceSearchFilters(search, new Date())
  const { place, page, role } = await forPage(async (ctx) => {
    const place = await environmentFor(ctx, at)
    const page = await listDevices(ctx, {
      environmentId: place.id,
      ...filters,
      order: search.sort,
      after: search.after,
    })
    return { place, page, role: place.role }
  })
  const columns = chosenDeviceColumns((await cookies()).get(deviceColumnsCookie)?.value)
  const may = { change: roleMay(role, 'device.disable'), test: roleMay(role, 'test.send') }
  const listPath = `${place.path}/devices`
  const shown = { devices: page.devices, environmentId: place.id, environmentPath: place.path, may, search }
  if (page.devices.length === 0 && !isNarrowed(search) && !search.after) return <NoDevices place={place} />

  const facets = (
    <WhenReady
      fallback={<FacetsSkeleton />}
      content={() => DeviceFacets({ environmentId: place.id, listPath, search, filters })}
    />
  )
  return (
    <div className="grid gap-x-8 gap-y-4 xl:grid-cols-[184px_minmax(0,1fr)]">
      <div className="hidden xl:block">{facets}</div>
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex flex-wrap items-start gap-2">
          <div className="min-w-0 flex-1 basis-72">
            <DeviceSearchBox environmentId={place.id} />
          </div>
          <div className="flex gap-2">
            <div className="xl:hidden">
              <FacetPopover>{facets}</FacetPopover>
            </div>
            <div className="hidden lg:block">
              <DeviceColumns chosen={columns} />
            </div>
            {roleMay(role, 'device.export') && (
              <ExportButton
                href={`${listPath}/export`}
                body={filters}
                noun={['device', 'devices']}
                note="Tokens are masked. The export is recorded in the audit log."
              />
            )}
          </div>
        </div>
        <DeviceChips listPath={listPath} search={search} />
        <WhenReady
          fallback={<Skeleton className="h-5 w-24" />}
          content={() => DeviceCount({ environmentId: place.id, filters })}
        />
        {page.isSearchCut && <CutNote>Too many IDs contain this text to search them all. Type more of the ID.</CutNote>}
        {page.devices.length === 0 ? (
          <NoDevices place={place} search={search} listPath={listPath} />
        ) : (
          <RowKeys>
            <DeviceTable {...shown} columns={columns} listPath={listPath} />
            <DeviceRows {...shown} />
          </RowKeys>
        )}
        <DevicePages listPath={listPath} search={search} next={page.next} />
      </div>
    </div>
  )
}

function FacetsSkeleton() {
  return (
    <output aria-label="Loading" className="flex flex-col gap-2">
      {['a', 'b', 'c', 'd', 'e', 'f'].map((name) => (
        <Skeleton key={name} className="h-6 w-full" />
      ))}
    </output>
  )
}

function DeviceChips({ listPath, search }: { listPath: string; search: DeviceSearch }) {
  const without = (change: Partial<DeviceSearch>) =>
    serializeDeviceSearch(listPath, { ...search, ...change, after: null }) as Route
  const chips: FilterChip[] = Object.entries(deviceFacetNames).flatMap(([facet, name]) => {
    const values: string[] = search[facet as keyof typeof deviceFacetNames]
    return values.map((value) => ({
      name,
      value: facetWord(facet, value),
      removeHref: without({ [facet]: values.filter((other) => other !== value) }),
    }))
  })
  if (search.seen)
    chips.push({ name: 'Last registered', value: seenLabels[search.seen], removeHref: without({ seen: null }) })
  if (search.q) chips.push({ name: 'Search', value: search.q, removeHref: without({ q: '' }) })
  const clearHref = serializeDeviceSearch(listPath, { sort: search.sort }) as Route
  return <FilterChips chips={chips} clearHref={clearHref} />
}

/** Keyset pages only go forward. The browser's Back goes to the previous page; this goes to the first. */
function DevicePages({ listPath, search, next }: { listPath: string; search: DeviceSearch; next: string | null }) {
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
