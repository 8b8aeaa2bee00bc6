import type { Metadata } from 'next'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { environmentFor, forPage } from './doors'

/** "Devices · Northwind iOS sandbox": tabs of two environments side by side can be told apart. */
export async function environmentTitle(page: string, params: Promise<EnvironmentPath>): Promise<Metadata> {
  const place = await forPage(async (ctx) => environmentFor(ctx, await params))
  return { title: `${page} · ${place.app.name} ${place.name}` }
}
