import type { Page } from '@playwright/test'
import { expect, scripts, test } from './fixtures/fixtures'
import { heldBack } from './fixtures/held-back'
import { beginSession } from './fixtures/session'

/** Opens a page and holds back its code until the returned function is called. */
async function openWithoutCode(page: Page, path: string) {
  const release = await heldBack(page, scripts)
  const arriving = page.goto(path)
  return async () => {
    release()
    await arriving
  }
}

test('a click before the page’s code has loaded is replayed once, as soon as possible', async ({ page, signInAs }) => {
  await signInAs('admin')
  const arrive = await openWithoutCode(page, '/team')
  const invite = page.getByRole('button', { name: 'Invite' }).first()
  await invite.click()
  await invite.click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await arrive()
  await expect(page.getByRole('dialog', { name: /Invite/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('replays only the last of two early clicks', async ({ page, signInAs }) => {
  await signInAs('admin')
  const arrive = await openWithoutCode(page, '/team')
  await page.getByRole('button', { name: 'Invite' }).first().click()
  await page.getByRole('button', { name: /^Demo Admin/ }).click()
  await arrive()
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('replays a click even if the page is hydrated before its timers run', async ({ page, signInAs }) => {
  await signInAs('admin')
  const arrive = await openWithoutCode(page, '/team')
  const person = page.getByRole('button', { name: /^Demo Admin/ })
  await expect(person).toBeVisible()
  await page.evaluate(delayTimers)
  await person.click()
  await arrive()
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
})

/** Runs in the page: a busy one, where timers run two seconds late. */
const delayTimers = () => {
  const { setTimeout } = window
  Object.assign(window, {
    setTimeout: (run: TimerHandler, after = 0, ...rest: unknown[]) => setTimeout(run, after + 2_000, ...rest),
  })
}

test('replays an early click on a page outside the desk, too', async ({ page, context }) => {
  await beginSession(context, 'support')
  const arrive = await openWithoutCode(page, '/second-factor')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await arrive()
  await expect(page).toHaveURL(/sign-in/)
})
