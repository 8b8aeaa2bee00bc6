import { makeApp, makeCompany, makeDevice, makeEnvironment } from '@/db/factories'
import { makeSession, makeStaff } from '@/db/staff-factories'
import { hashPassword } from '@/lib/staff/sign-in/password'
import { expect, test } from './fixtures/fixtures'
import { startEmptyServer } from './fixtures/own-server'
import { openPage } from './fixtures/session'
import { typeInto } from './fixtures/typing'

const password = 'correct horse battery'

test('an action that requires a fresh sign-in asks once, and continues by itself', async ({ browser }) => {
  test.setTimeout(180_000)
  let [token, path] = ['', '']
  const server = await startEmptyServer({
    prepare: async (db) => {
      const company = await makeCompany(db, { slug: 'harbor-bank', name: 'Harbor Bank' })
      const app = await makeApp(db, { companyId: company.id, slug: 'ios', name: 'Harbor iOS' })
      const { id: environmentId } = await makeEnvironment(db, { appId: app.id, name: 'production' })
      const { id } = await makeDevice(db, { environmentId })
      const person = await makeStaff(db, { role: 'admin', passwordHash: await hashPassword(password) })
      token = await makeSession(db, { staffId: person.id, steppedUpAt: new Date(Date.now() - 3_600_000) })
      path = `/harbor-bank/ios/production/devices/${id}`
    },
  })
  const page = await openPage(browser, { url: server.url, token })
  try {
    await page.goto(path)
    const asked = page.getByRole('dialog', { name: 'Confirm that it’s you' })
    const reveal = page.getByRole('button', { name: /Reveal/ })

    await test.step('cancelling does nothing', async () => {
      await reveal.click()
      await asked.getByRole('button', { name: 'Cancel' }).click()
      await expect(asked).toBeHidden()
      await expect(reveal).toBeVisible()
    })

    await test.step('a wrong password is reported in the dialog, and the right one lets the action continue', async () => {
      await reveal.click()
      await typeInto(asked.getByLabel(/Password/), 'wrong')
      await asked.getByRole('button', { name: 'Confirm' }).click()
      await expect(asked.getByText('Incorrect password.')).toBeVisible()
      await typeInto(asked.getByLabel(/Password/), password)
      await asked.getByRole('button', { name: 'Confirm' }).click()
      await expect(asked).toBeHidden()
      await expect(reveal).toBeHidden()
    })

    await test.step('the next action doesn’t ask', async () => {
      await page.goto('/team')
      await page.getByRole('button', { name: 'Invite' }).click()
      const invite = page.getByRole('dialog')
      await typeInto(invite.getByLabel('Name'), 'New Person')
      await typeInto(invite.getByLabel('Email'), 'new@example.com')
      await invite.getByRole('button', { name: /Create|Invite/ }).click()
      await expect(asked).toHaveCount(0)
    })
  } finally {
    await page.context().close()
    await server.end()
  }
})
