import { PageTitle } from '@/components/ui/page-title'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { environmentFor, forPage } from './doors'

type Props = { page: string; params: Promise<EnvironmentPath> }

/** "Devices · Northwind iOS sandbox", to tell tabs of two environments apart. */
export async function EnvironmentTitle({ page, params }: Props) {
  const place = await forPage(async (ctx) => environmentFor(ctx, await params))
  return <PageTitle>{`${page} · ${place.app.name} ${place.name}`}</PageTitle>
}
