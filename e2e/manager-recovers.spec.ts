import { registerCustomer, writeTo } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { setFaults } from './fixtures/simulator'
import { demoEnvironment } from './fixtures/site'

const reason = 'BadExpirationDate'
const isNamed = (box: Element, name: string) =>
  box instanceof HTMLInputElement && Boolean(box.labels?.[0]?.textContent?.includes(name))

test('a manager resends failed notifications after reviewing how many there are', async ({
  page,
  signInAs,
  request,
  expectAccessible,
}) => {
  const people = [await registerCustomer(request), await registerCustomer(request)]
  const environment = demoEnvironment('sandbox')
  await setFaults(
    request,
    people.map(({ token }) => ({ token, effect: { kind: 'answer', status: 400, reason } })),
  )
  await signInAs('integration_manager')
  await page.goto(`${environment.path}/deliveries?reason=${reason}`)
  const log = page.getByRole('table', { name: 'Deliveries' })
  const titles = []
  for (const { userId } of people) {
    const { title } = await writeTo(request, { environment, userId })
    await expect(log.getByRole('row').filter({ hasText: title })).toContainText('Failed')
    titles.push(title)
  }
  await setFaults(request, [])

  await page.getByRole('button', { name: 'Resend failed…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Resend failed notifications' })
  await dialog.getByRole('combobox', { name: 'Failed' }).click()
  await page.getByRole('option', { name: 'In the last hour' }).click()
  await expect(dialog.getByRole('checkbox', { name: reason })).toBeChecked()
  // Other tests may cause failures at the same time.
  for (const other of await dialog.getByRole('checkbox').all())
    if ((await other.isEnabled()) && !(await other.evaluate(isNamed, reason))) await other.uncheck()
  await expectAccessible()
  await dialog.getByRole('button', { name: 'Resend 2 notifications' }).click()
  await expect(dialog.getByRole('alert')).toContainText('2 notifications resent')
  await dialog.getByRole('link', { name: 'View them in Deliveries' }).click()
  await expect(dialog).toBeHidden()

  for (const title of titles)
    await expect(log.getByRole('row').filter({ hasText: title }).filter({ hasText: 'Accepted' })).toBeVisible()
  await page.goto(`${environment.path}/deliveries`)
  await page.getByRole('button', { name: 'Resend failed…' }).click()
  await expect(dialog.getByRole('checkbox', { name: reason })).toBeDisabled()
})

test('support can’t resend failed notifications in bulk', async ({ page, signInAs }) => {
  await signInAs('support')
  await page.goto(`${demoEnvironment('sandbox').path}/deliveries`)
  await expect(page.getByRole('button', { name: 'Export' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Resend failed…' })).toHaveCount(0)
})
