import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Db } from '@/db/client'
import {
  makeApp,
  makeAttempt,
  makeCompany,
  makeCustomer,
  makeDelivery,
  makeDevice,
  makeEnvironment,
  makeNotification,
} from '@/db/factories'
import { makeIncident } from '@/db/incident-factories'
import { appendRevision, lockConfiguration } from '@/db/queries/prompts/prompts'
import { settingsTabNames } from '@/lib/environments/settings-tabs'
import { awaitingCode, expect, fillSignIn, test } from './fixtures/fixtures'
import { startEmptyServer } from './fixtures/own-server'

/** Pages that need no data, by their files in app/(desk). */
const everywhere = {
  'page.tsx': ['/'],
  'account/page.tsx': ['/account'],
  'audit/page.tsx': ['/audit'],
  'incidents/page.tsx': ['/incidents'],
  'prompt/page.tsx': ['/prompt'],
  'simulator/page.tsx': ['/simulator'],
  'team/page.tsx': ['/team'],
}

const inEnvironment = {
  'overview/page.tsx': ['overview'],
  'prompt/page.tsx': ['', '?tab=explain', '?tab=history', '?tab=results', '?level=company', '?level=platform'].map(
    (search) => `prompt${search}`,
  ),
  'customers/why/page.tsx': ['customers/why', 'customers/why?id=nobody', `customers/why?id=${'x'.repeat(600)}`],
  'devices/page.tsx': ['devices', 'devices?text=nothing'],
  'deliveries/page.tsx': ['deliveries', 'deliveries?state=failed'],
  'test/page.tsx': ['test'],
  'simulator/page.tsx': ['simulator'],
  'settings/page.tsx': settingsTabNames.map((tab) => `settings?tab=${tab}`),
}

const ofOne = {
  'devices/[id]/page.tsx': ({ device }: One) => [`devices/${device}`],
  'deliveries/[id]/page.tsx': ({ delivery }: One) => [`deliveries/${delivery}`],
  'customers/[id]/page.tsx': ({ customer }: One) => [`customers/${customer}`],
  'customers/[id]/why/page.tsx': ({ customer }: One) => [`customers/${customer}/why`],
}

const ofIncident = {
  'incidents/[id]/page.tsx': (incident: string) => [`/incidents/${incident}`],
  'incidents/[id]/acknowledge/page.tsx': (incident: string) => [`/incidents/${incident}/acknowledge`],
  'incidents/[id]/mute/page.tsx': (incident: string) => [`/incidents/${incident}/mute`],
}

type One = { device: string; delivery: string; customer: string }

const folder = 'app/(desk)'
const environmentFolder = '[company]/[app]/[environment]'

test('this file’s tables list every page of the dashboard', () => {
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => basename(file) === 'page.tsx',
  )
  const listed = [
    ...Object.keys(everywhere),
    ...Object.keys(ofIncident),
    ...[...Object.keys(inEnvironment), ...Object.keys(ofOne)].map((file) => join(environmentFolder, file)),
  ]
  expect(pages.sort()).toEqual(listed.sort())
})

const odd = ['1', 'e', '😀', 'null', '"}', '   ', '\u202eabcdefgh', 'x'.repeat(400)]

test('every page works in an empty workspace, and with addresses of any length', async ({ browser }) => {
  test.setTimeout(480_000)
  const places: Record<string, string> = {}
  const ones: One[] = []
  let incident = ''
  const server = await startEmptyServer({
    prepare: async (db) => {
      await makeCompany(db, { slug: 'without-apps' })
      const company = await makeCompany(db, { slug: 'empty' })
      const app = await makeApp(db, { companyId: company.id, slug: 'app' })
      await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const production = await makeEnvironment(db, { appId: app.id, name: 'production', apnsServer: 'apple' })
      places.sandbox = '/empty/app/sandbox'
      places.production = '/empty/app/production'
      incident = (await makeIncident(db)).id
      for (const address of odd) ones.push(await makeOne(db, production.id, address))
    },
  })
  const context = await browser.newContext({ baseURL: server.url })
  const page = awaitingCode(await context.newPage())
  const faults = faultsOf(page)
  try {
    await page.goto('/sign-in')
    await fillSignIn(page, server.admin)
    await expect(page).toHaveURL(`${server.url}/`)
    for (const address of Object.values(everywhere).flat()) await works(page, address)
    for (const place of Object.values(places))
      for (const address of Object.values(inEnvironment).flat()) await works(page, `${place}/${address}`)
    for (const addresses of Object.values(ofIncident))
      for (const address of addresses(incident)) await works(page, address)
    for (const one of ones)
      for (const addressesOf of Object.values(ofOne))
        for (const address of addressesOf(one)) await works(page, `${places.production}/${address}`)
    expect(faults).toEqual([])
  } finally {
    await context.close()
    await server.end()
  }
})

test('every page works if a newer version saved the prompt, and says so', async ({ browser }) => {
  const server = await startEmptyServer({
    prepare: async (db) => {
      const company = await makeCompany(db, { slug: 'newer' })
      const app = await makeApp(db, { companyId: company.id, slug: 'app' })
      await makeEnvironment(db, { appId: app.id, name: 'sandbox' })
      const place = { scopeKind: 'app', environmentName: 'sandbox', companyId: company.id, appId: app.id } as const
      const configuration = await lockConfiguration(db, place)
      const revision = { content: { schema: 2, isOn: true }, kind: 'save', authorName: 'A newer version' } as const
      await appendRevision(db, { configuration, revision, scheduleFiredUntil: new Date() })
    },
  })
  const context = await browser.newContext({ baseURL: server.url })
  const page = awaitingCode(await context.newPage())
  const faults = faultsOf(page)
  try {
    await page.goto('/sign-in')
    await fillSignIn(page, server.admin)
    await expect(page).toHaveURL(`${server.url}/`)
    for (const address of ['/', '/prompt', '/newer/app/sandbox/overview']) {
      await works(page, address)
      await expect(page.getByText('Saved by a newer version').filter({ visible: true }).first()).toBeVisible()
    }
    for (const address of inEnvironment['prompt/page.tsx']) await works(page, `/newer/app/sandbox/${address}`)
    // This version can't explain a prompt that it can't read, and says so.
    expect(faults.filter((fault) => !/^409 .*\/explain$/.test(fault))).toEqual([])
    await page.goto('/newer/app/sandbox/prompt')
    await expect(page.getByText('A newer version of Pushdesk saved this prompt')).toBeVisible()
    await page.goto('/newer/app/sandbox/prompt?tab=history')
    await expect(page.getByText('This version can’t show it.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Restore' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Turn off' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Turn off' }).click()
    await expect(page.getByRole('article', { name: 'Revision 2' })).toBeVisible()
  } finally {
    await context.close()
    await server.end()
  }
})

async function makeOne(db: Db, environmentId: string, address: string): Promise<One> {
  const customer = await makeCustomer(db, { environmentId })
  const given = { environmentId, customerId: customer.id }
  const device = await makeDevice(db, { ...given, kind: 'uuid', address })
  const notification = await makeNotification(db, given)
  const sent = { ...given, notificationId: notification.id, deviceId: device.id, deviceKind: 'uuid', address } as const
  const delivery = await makeDelivery(db, { ...sent, transport: 'company_api', state: 'failed', reason: 'http_500' })
  await makeAttempt(db, {
    environmentId,
    deliveryId: delivery.id,
    outcome: 'rejected',
    status: 500,
    request: { method: 'POST', url: 'https://push.example.com/', headers: {}, body: { uuid: address, count: 1 } },
    response: { headers: {}, body: { uuid: address, count: 12 } },
  })
  return { device: device.id, delivery: delivery.id, customer: customer.id }
}

function faultsOf(page: Page) {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`)
  })
  return faults
}

async function works(page: Page, address: string) {
  await test.step(address, async () => {
    const response = await page.goto(address)
    expect(response?.status()).toBe(200)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    await expect(page.getByRole('heading', { name: 'Couldn’t show this page' })).toHaveCount(0)
  })
}
