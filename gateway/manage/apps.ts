import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import { archiveApp } from '@/lib/companies/archive-app'
import { appAt, companyAt } from '@/lib/companies/at-slugs'
import { changeApp } from '@/lib/companies/change-app'
import { createApp } from '@/lib/companies/create-app'
import { AppName, BundleId } from '@/lib/companies/names'
import { ApnsServerField, App, readApps } from '@/lib/companies/read-companies'
import { restoreApp } from '@/lib/companies/restore-app'
import type { StaffContext } from '@/lib/context'
import { nothingHere } from '@/lib/scope'
import { manage } from './endpoint'
import { NextCursor, PageQuery, pageOf } from './page'
import { appPath, companyPath } from './places'

const One = z.object({ app: App })
const tag = 'Manage companies'

async function appOf(ctx: StaffContext, { companyId, appId }: { companyId: string; appId: string }) {
  const app = (await readApps(ctx, { companyId })).find(({ id }) => id === appId)
  if (!app) throw nothingHere()
  return { app }
}

export function registerApps(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: readApps,
      method: 'get',
      path: `${companyPath}/apps`,
      operationId: 'listApps',
      tag,
      summary: 'List the apps of a company',
      description: 'Sorted by slug. Includes archived apps.',
      query: PageQuery,
      answers: {
        200: { description: 'A page of apps.', schema: z.object({ apps: z.array(App), nextCursor: NextCursor }) },
      },
    },
    async ({ ctx, params, query }) => {
      const all = await readApps(ctx, await companyAt(ctx, params))
      const { items, nextCursor } = pageOf(all, query, ({ slug }) => [slug])
      return { status: 200, body: { apps: items, nextCursor } }
    },
  )

  manage(
    gateway,
    {
      verb: createApp,
      method: 'post',
      path: `${companyPath}/apps`,
      operationId: 'createApp',
      tag,
      summary: 'Create an app with both environments',
      description: 'Turns identity verification on in production.',
      body: z.strictObject({
        slug: z.string().meta({ description: 'Can’t be changed later.', examples: ['ios-banking'] }),
        name: z.string().meta({ examples: ['iOS Banking'] }),
        bundleId: z.string().meta({ description: 'Also the APNs topic.', examples: ['com.northwind.banking'] }),
        apnsServer: ApnsServerField.optional().meta({
          description: 'The APNs server for both environments. Default: `apple`.',
        }),
      }),
      answers: { 201: { description: 'Created.', schema: One } },
      mayBe: [409],
    },
    async ({ ctx, params, body }) => {
      const place = await companyAt(ctx, params)
      const { id: appId } = await createApp(ctx, { companyId: place.companyId, ...body })
      return { status: 201, body: await appOf(ctx, { ...place, appId }) }
    },
  )

  manage(
    gateway,
    {
      verb: readApps,
      method: 'get',
      path: appPath,
      operationId: 'readApp',
      tag,
      summary: 'Read an app',
      answers: { 200: { description: 'The app.', schema: One } },
    },
    async ({ ctx, params }) => ({ status: 200, body: await appOf(ctx, await appAt(ctx, params)) }),
  )

  manage(
    gateway,
    {
      verb: changeApp,
      method: 'patch',
      path: appPath,
      operationId: 'changeApp',
      tag,
      summary: 'Rename an app, or change its bundle ID',
      description:
        'Fields that you leave out don’t change. You can’t change the bundle ID after a device has been registered.',
      body: z.strictObject({ name: AppName.optional(), bundleId: BundleId.optional() }),
      answers: { 200: { description: 'The updated app.', schema: One } },
    },
    async ({ ctx, params, body }) => {
      const place = await appAt(ctx, params)
      const { app } = await appOf(ctx, place)
      const { name = app.name, bundleId = app.bundleId } = body
      if (name !== app.name || bundleId !== app.bundleId) await changeApp(ctx, { appId: place.appId, name, bundleId })
      return { status: 200, body: await appOf(ctx, place) }
    },
  )

  for (const { verb, act, summary, description } of [
    {
      verb: archiveApp,
      act: 'archive' as const,
      summary: 'Archive an app',
      description:
        'Turns off the app’s API keys, prompt, and deliveries. Pushdesk refuses while deliveries are queued or being sent. Nothing is deleted.',
    },
    { verb: restoreApp, act: 'restore' as const, summary: 'Restore an archived app', description: undefined },
  ])
    manage(
      gateway,
      {
        verb,
        method: 'post',
        path: `${appPath}/${act}`,
        operationId: `${act}App`,
        tag,
        summary,
        description,
        answers: { 200: { description: 'The updated app.', schema: One } },
      },
      async ({ ctx, params }) => {
        const place = await appAt(ctx, params)
        await verb(ctx, { appId: place.appId })
        return { status: 200, body: await appOf(ctx, place) }
      },
    )
}
