import type { Page } from '@playwright/test'
import { callApi, registerCustomer, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { phoneOn } from './fixtures/phone'
import { demoEnvironment } from './fixtures/site'
import { inviteViewer } from './fixtures/viewer'

const environment = demoEnvironment('sandbox')

/** A customer with notifications on and the app in the background, with their device's page open beside the phone. */
async function customerOnThePhone(page: Page, desk: Page) {
  const phone = phoneOn(page)
  await phone.open(environment)
  await phone.signIn()
  await phone.enable()
  await phone.pressHome()
  const link = page.getByRole('region', { name: 'Customer' }).getByRole('link', { name: 'Open device' })
  await expect(link).toBeVisible()
  await desk.goto((await link.getAttribute('href')) ?? '')
  const section = desk.getByRole('region', { name: 'Ask the phone' })
  const button = section.getByRole('button', { name: 'Ask the phone' })
  return { phone, section, button, verdict: section.getByRole('alert') }
}

test('a phone with everything on says so within seconds, and its response stays on the page', async ({
  page,
  signInAs,
  pageOf,
}) => {
  await signInAs('support')
  const desk = await pageOf('support')
  const { phone, section, button, verdict } = await customerOnThePhone(page, desk)
  await button.click()
  await expect(verdict).toContainText('Everything is on')
  await expect(section.getByText('The registered one')).toBeVisible()
  await expect(section.getByText('2 of 3 questions left this hour.')).toBeVisible()
  await expect(phone.request('silent: the app was woken')).toBeVisible()
  await desk.reload()
  await expect(section.getByText('Everything is on')).toBeVisible()
})

const states = [
  ['Banners off', /^Banners are off/, 'Off', 'Banners'],
  ['Scheduled summary', /scheduled summary.*18:00/, 'Delivered', 'In the scheduled summary'],
  ['Another token', /Pushdesk registered it/, 'Token', 'Not the registered one'],
  ['Another app’s build', /^Another app responded/, 'App', /\.beta/],
  ['Other signing', /release build/, 'Signed for', 'production'],
  ['Clock 3 h behind', /clock is 3h behind/, 'Clock', /3h behind|2h 59m behind/],
] as const

for (const [state, sentence, term, value] of states)
  test(`the phone’s response names the cause: ${state}`, async ({ page, signInAs, pageOf }) => {
    await signInAs('support')
    const { phone, section, button, verdict } = await customerOnThePhone(page, await pageOf('support'))
    await phone.choose('State of the phone', new RegExp(`^${state}`))
    await button.click()
    await expect(verdict).toContainText(sentence)
    await expect(section.getByRole('definition').filter({ hasText: value }).first()).toBeVisible()
    await expect(section.getByRole('term').filter({ hasText: term }).first()).toBeVisible()
  })

test('the phone’s response shows notifications denied in Settings, and corrects the device', async ({
  page,
  signInAs,
  pageOf,
}) => {
  await signInAs('support')
  const desk = await pageOf('support')
  const { phone, section, button, verdict } = await customerOnThePhone(page, desk)
  await phone.choose('Permission', 'Denied')
  await button.click()
  await expect(verdict).toContainText('Notifications are off for this app in iOS')
  await expect(section.getByText('Pushdesk corrected the permission from this answer.')).toBeVisible()
  await expect(desk.getByText('The customer denied notifications, so none are shown.')).toBeVisible()
})

for (const state of ['App closed', 'Phone off', 'Low Power Mode'])
  test(`no response is a verdict of its own, and blames no one: ${state}`, async ({ page, signInAs, pageOf }) => {
    await signInAs('support')
    const { phone, section, button, verdict } = await customerOnThePhone(page, await pageOf('support'))
    await phone.choose('State of the phone', new RegExp(`^${state}`))
    await button.click()
    await expect(section.getByText(/Waiting for the phone’s response: \d+ of \d+ s/)).toBeVisible()
    await expect(verdict).toContainText(/No response within .* off or offline.*swiping it away.*Background App Refresh/)
  })

test('the customer’s page asks the phone if no receipt came, and shows the result', async ({
  page,
  signInAs,
  request,
}) => {
  const { environment: place, deviceId, userId } = await registerCustomer(request)
  const { answer } = await writeTo(request, { environment: place, userId })
  const path = `/notifications/${answer.notification.id}`
  await expect
    .poll(async () => (await callApi(request, place, { method: 'GET', path })).deliveries[0].state)
    .toBe('accepted')
  await signInAs('support')
  await page.goto(`${place.path}/devices/${deviceId}`)
  await page.getByRole('main').getByRole('link', { name: userId }).click()
  const verdict = page.getByRole('region', { name: 'Verdict' })
  await verdict.getByRole('button', { name: 'Ask the phone' }).click()
  await expect(verdict.getByText(/Waiting for the phone’s response/)).toBeVisible()
  await expect(verdict.getByRole('alert')).toContainText(/No response within/)
})

test('support can ask three times an hour; a viewer reads the responses and can’t ask', async ({
  page,
  signInAs,
  pageOf,
  visit,
}) => {
  await signInAs('support')
  const desk = await pageOf('support')
  const { section, button, verdict } = await customerOnThePhone(page, desk)
  for (const left of ['2 of 3', '1 of 3']) {
    await button.click()
    await expect(section.getByText(`${left} questions left this hour.`)).toBeVisible()
    await expect(verdict).toContainText('Everything is on')
  }
  await button.click()
  await expect(section.getByText(/asked 3 times in the last hour.*ask again/)).toBeVisible()
  await expect(button).toBeDisabled()
  const viewer = await visit()
  await inviteViewer(await pageOf('admin'), viewer)
  await viewer.goto(desk.url())
  const shown = viewer.getByRole('region', { name: 'Ask the phone' })
  await expect(shown.getByText('Everything is on').first()).toBeVisible()
  await expect(shown.getByRole('button', { name: 'Ask the phone' })).toHaveCount(0)
})
