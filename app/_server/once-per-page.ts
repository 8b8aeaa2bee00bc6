import 'server-only'
import { cache } from 'react'
import type { EnvironmentPath, EnvironmentPlace } from '@/lib/companies/environment-at'
import type { StaffContext } from '@/lib/context'
import { environmentFor, forPage } from './doors'

/**
 * What a page of an environment reads, once per request: parts of the page that read the same show the same. `asked` are
 * plain values, because they are compared by identity.
 */
export function oncePerPage<Asked extends (string | null | undefined)[], Result extends object>(
  read: (ctx: StaffContext, place: EnvironmentPlace, ...asked: Asked) => Promise<Result>,
) {
  const once = cache((company: string, app: string, environment: string, ...asked: Asked) =>
    forPage(async (ctx) => {
      const place = await environmentFor(ctx, { company, app, environment })
      return { place, ...(await read(ctx, place, ...asked)) }
    }),
  )
  return ({ company, app, environment }: EnvironmentPath, ...asked: Asked) => once(company, app, environment, ...asked)
}
