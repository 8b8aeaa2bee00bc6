import { cookies } from 'next/headers'
import { environmentFor, forPage } from '@/app/_server/doors'
import { ExportButton } from '@/components/desk/export-button'
import { RowKeys } from '@/components/ui/row-keys'
import { Skeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { listDevices } from '@/lib/devices/list-devices'
import { roleMay } from '@/lib/permissions'
import { chosenColumns, columnsCookie } from './columns'
import { DeviceChips } from './device-chips'
import { DeviceColumns } from './device-columns'
import { DeviceCount, DeviceFacets } from './device-facets'
import { DevicePages } from './device-pages'
import { DeviceRows } from './device-rows'
import { DeviceSearchBox } from './device-search-box'
import { DeviceTable } from './device-table'
import { FacetPopover } from './facet-popover'
import { NoDevices } from './no-devices'
import { type DeviceSearch, filtersOf, isNarrowed } from './search'

type Props = { at: EnvironmentPath; search: DeviceSearch }

export async function DeviceList({ at, search }: Props) {
  const filters = filtersOf(search, new Date())
  const { place, page, role } = await forPage(async (ctx) => {
    const place = await environmentFor(ctx, at)
    const page = await listDevices(ctx, {
      environmentId: place.id,
      ...filters,
      order: search.sort,
      after: search.after,
    })
    return { place, page, role: ctx.staff.role }
  })
  const columns = chosenColumns((await cookies()).get(columnsCookie)?.value)
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
            <div className="hidden md:block">
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
