import { registerCustomer } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { heldBack } from './fixtures/held-back'
import { paletteBox } from './fixtures/palette'

test('a pasted ID is found in the palette, and Enter opens it', async ({ page, signInAs, request }) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  await page.evaluate((text) => navigator.clipboard.writeText(text), userId)
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Control+v')
  await expect(paletteBox(page)).toHaveValue(userId)
  await expect(page.getByRole('option', { name: new RegExp(userId) }).first()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
})

test('Enter opens the customer with the typed ID, even before the search responds', async ({
  page,
  signInAs,
  request,
}) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('Enter before the response waits for it, opens no stale result, and is canceled by more typing', async ({
  page,
  signInAs,
  request,
}) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  const release = await heldBack(page, '**/api/desk/look-up')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`${userId}zzz`)
  await page.keyboard.press('Enter')
  for (const _ of 'zzz') await page.keyboard.press('Backspace')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Searching…')
  release()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('a part of an ID, a label, an address, and another case lead to the customer by Enter', async ({
  page,
  signInAs,
  request,
}) => {
  const { userId, environment, deviceId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  for (const text of [userId.slice(3), `"userId": "${userId}",`, `USER_ID=${userId.toUpperCase()}`]) {
    await page.keyboard.press('Control+k')
    await page.keyboard.type(text)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
    await page.goto('/team')
  }
  await page.keyboard.press('Control+k')
  await page.keyboard.type(`https://pushdesk.example.com${environment.path}/devices/${deviceId}`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/devices/${deviceId}$`))
})

test('an unknown ID leads to the diagnosis page, with similar IDs', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const { userId, environment } = await registerCustomer(request)
  const wrong = `${userId.slice(0, -1)}x`
  await signInAs('support')
  await page.goto(`${environment.path}/overview`)
  await page.keyboard.press('Control+k')
  await page.keyboard.type(wrong)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Why doesn’t ${wrong} get notifications?`)
  const similar = page.getByRole('region', { name: 'Similar IDs' })
  await expect(similar.getByRole('link', { name: userId })).toBeVisible()
  expect(page.url()).not.toContain(wrong)
  await expectAccessible()
  await similar.getByRole('link', { name: userId }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('an empty palette offers recently viewed customers', async ({ page, signInAs, request }) => {
  const { userId } = await registerCustomer(request)
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  const kept = page.waitForResponse('**/api/desk/recent-customers/keep')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
  await kept
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  const recent = page.getByRole('group', { name: 'Recent customers' }).getByRole('option', { name: userId })
  // Other journeys of the same person view customers at the same time.
  await recent.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(userId)
})

test('Enter opens the match for the whole text, never one for a part of it', async ({ page, signInAs, request }) => {
  const { userId } = await registerCustomer(request)
  await registerCustomer(request, { userId: `${userId}0` })
  await registerCustomer(request, { userId: `${userId}1` })
  await signInAs('support')
  await page.goto('/team')
  await page.keyboard.press('Control+k')
  await page.keyboard.type(userId)
  await expect(page.getByRole('option', { name: new RegExp(`^${userId} `) })).toBeVisible()
  await page.keyboard.type('1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${userId}1`)
})
