import type { Page } from '@playwright/test'
import { sql } from 'drizzle-orm'
import { callApi, registerCustomer, writeTo } from './fixtures/api'
import { awaitingCode, expect, fillSignIn, test } from './fixtures/fixtures'
import { startOwnServer } from './fixtures/own-server'

const verdict = (page: Page) => page.getByRole('region', { name: 'Verdict' })

async function customerOf(page: Page, path: string, deviceId: string, userId: string) {
  await page.goto(`${path}/devices/${deviceId}`)
  const href = await page.getByRole('main').getByRole('link', { name: userId }).getAttribute('href')
  await page.goto(href ?? '')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
}

test('support finds a customer, reads the reason, and enables the device again, all by keyboard', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const { environment, deviceId, userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto(`${environment.path}/devices/${deviceId}`)
  await page.getByRole('button', { name: 'Disable…' }).click()
  await page.getByRole('button', { name: 'Disable device' }).click()
  await expect(page.getByText('Device disabled', { exact: true })).toBeVisible()

  await page.goto(`${environment.path}/overview`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  await expect(page.getByRole('option', { name: userId }).first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
  await expect(verdict(page)).toContainText(/disabled/)
  await expect(verdict(page).getByRole('button', { name: 'Enable device' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Other customers' })).toContainText(/in the last hour/i)
  await expectAccessible()

  await page.keyboard.press('c')
  await expect(verdict(page).getByRole('button', { name: 'Copied' })).toBeVisible()
  const note = await page.evaluate(() => navigator.clipboard.readText())
  expect(note).toContain('Cause: disabled_by_staff')
  expect(note).toContain(userId)
  expect(note).toMatch(/As of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/)

  await page.keyboard.press('a')
  await expect(page.getByText('Device enabled', { exact: true })).toBeVisible()
  await expect(verdict(page)).not.toContainText(/disabled/)
})

test('the verdict updates by itself, and the last request and response are shown', async ({
  page,
  signInAs,
  request,
}) => {
  const { environment, deviceId, userId, token } = await registerCustomer(request)
  await signInAs('support')
  await customerOf(page, environment.path, deviceId, userId)
  await writeTo(request, { environment, userId })
  const exchange = page.getByRole('region', { name: 'Last request and response' })
  await expect(exchange).toContainText('apns-topic')
  await expect(exchange).toContainText('"alert"')
  const body = { deviceToken: token, user: { id: userId }, permission: 'denied' }
  await callApi(request, environment, { method: 'PUT', path: '/devices', body })
  await expect(verdict(page)).toContainText(/denied|don’t allow|not allow/i)
  await page.getByRole('button', { name: /^Show all/ }).click()
  await expect(page.getByRole('list', { name: 'Checks' })).toContainText('Is there a device?')
})

test('a case file opens without a session, but not after it is revoked or its customer is erased', async ({
  page,
  signInAs,
  request,
  visit,
}) => {
  const { environment, deviceId, userId, token } = await registerCustomer(request)
  const { title } = await writeTo(request, { environment, userId })
  await signInAs('support')
  await customerOf(page, environment.path, deviceId, userId)
  const share = async () => {
    await verdict(page).getByRole('button', { name: 'Share…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Share this case' })
    await dialog.getByRole('button', { name: 'Create link' }).click()
    const link = (await dialog.getByText(/\/case\//).textContent()) ?? ''
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    return link
  }
  const link = await share()
  const stranger = await visit()
  const answer = await stranger.goto(link)
  expect(answer?.status()).toBe(200)
  expect(answer?.headers()).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': expect.stringContaining('no-store'),
  })
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText(userId)
  await expect(stranger.getByRole('region', { name: 'Verdict' })).toBeVisible()
  const shown = await stranger.content()
  for (const secret of [token, title]) expect(shown).not.toContain(secret)

  const isDead = async (address: string) => {
    const dead = await stranger.goto(address)
    expect(dead?.status()).toBe(404)
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link no longer works')
    await expect(stranger.locator('body')).not.toContainText(userId)
  }
  await isDead(`${link}x`)
  await page.getByRole('list', { name: 'Case files' }).getByRole('button', { name: 'Revoke…' }).click()
  await page.getByRole('button', { name: 'Revoke case file' }).click()
  await expect(page.getByRole('list', { name: 'Case files' })).toContainText('Revoked by')
  await isDead(link)

  const second = await share()
  await stranger.goto(second)
  await expect(stranger.getByRole('heading', { level: 1 })).toContainText(userId)
  await callApi(request, environment, { method: 'DELETE', path: `/customers/${userId}` })
  await isDead(second)
})

test('a case file doesn’t open once it has expired', async ({ browser }) => {
  test.setTimeout(240_000)
  const server = await startOwnServer()
  const page = awaitingCode(await browser.newPage({ baseURL: server.url }))
  const stranger = await browser.newPage({ baseURL: server.url })
  try {
    const path = '/northwind-bank/ios-banking/sandbox'
    const place = server.demo.environments.find(({ app, environment }) => path.endsWith(`/${app}/${environment}`))
    const userId = 'shared-customer'
    const registered = await fetch(`${server.url}/api/v1/devices`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${place?.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ deviceToken: 'cd'.repeat(32), user: { id: userId }, permission: 'authorized' }),
    })
    const { device } = (await registered.json()) as { device: { id: string } }
    await page.goto('/sign-in')
    await fillSignIn(page, server.demo.staff.find(({ role }) => role === 'support') ?? { email: '', password: '' })
    await page.waitForURL(({ pathname }) => pathname !== '/sign-in')
    await customerOf(page, path, device.id, userId)
    await verdict(page).getByRole('button', { name: 'Share…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Share this case' })
    await dialog.getByRole('button', { name: 'Create link' }).click()
    const link = (await dialog.getByText(/\/case\//).textContent()) ?? ''
    await stranger.goto(link)
    await expect(stranger.getByRole('heading', { level: 1 })).toContainText(userId)
    await server.replaceBy({
      prepare: async (db) => {
        const past = sql`created_at - interval '10 days', expires_at = now() - interval '1 second'`
        await db.execute(sql`update case_files set created_at = ${past}`)
      },
    })
    const dead = await stranger.goto(link)
    expect(dead?.status()).toBe(404)
    await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link no longer works')
    await expect(stranger.locator('body')).not.toContainText(userId)
  } finally {
    await page.close()
    await stranger.close()
    await server.end()
  }
})
