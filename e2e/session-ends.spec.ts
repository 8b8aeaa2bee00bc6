import type { Page } from '@playwright/test'
import { unique } from './fixtures/api'
import { expect, fillSignIn, scripts, test } from './fixtures/fixtures'
import { beginSession, endSession, personOf } from './fixtures/session'
import { demoEnvironment } from './fixtures/site'

const { path } = demoEnvironment()
const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Your session has ended. Sign in again' })

type Door = {
  at: string
  /** Types into a field, if there is one. Returns the field and the text that it must keep. */
  type?: (page: Page) => Promise<{ field: ReturnType<Page['getByLabel']>; text: string }>
  /** If absent, the page sends a request by itself. */
  act?: (page: Page) => Promise<void>
  /** The message after signing back in, if the action wasn't done. */
  says?: string | RegExp
}

const notDone = /Your last action didn’t go through/

const typedInto = (label: string, text: string) => async (page: Page) => {
  const field = page.getByRole('main').getByLabel(label, { exact: true })
  await field.fill(text)
  return { field, text }
}
const press = (name: string) => (page: Page) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()

/** One example of each way in which an open page sends requests. */
const doors: Record<string, Door> = {
  'a form submission': {
    at: '/account',
    type: typedInto('Name', 'Typed in vain'),
    act: press('Save name'),
    says: notDone,
  },
  'a form with a secret, which no response repeats': {
    at: `${path}/settings?tab=identity`,
    type: typedInto('User-Token', 'typed.in.vain'),
    act: press('Check token'),
    says: notDone,
  },
  'a form that keeps the typed text': {
    at: `${path}/settings`,
    type: typedInto('Private key', '-----BEGIN PRIVATE KEY-----'),
    act: press('Verify and save key'),
    says: notDone,
  },
  'an action without a form': {
    at: `${path}/settings?tab=company-api`,
    type: typedInto('URL', 'https://typed.example/in-vain'),
    act: press('Send test request'),
    says: notDone,
  },
  'a change on the prompt page': {
    at: `${path}/prompt`,
    act: async (page) => {
      // Prevents the page's own background request from coming first.
      await page.route('**/api/desk/prompt/*', (route) => route.abort())
      await page.getByRole('button', { name: 'Turn off' }).click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Turn off' }).click()
    },
    says: notDone,
  },
  'a test notification': {
    at: `${path}/test`,
    act: async (page) => {
      await page.getByRole('list', { name: 'Devices' }).getByRole('button').first().click()
      await press('Send test')(page)
    },
    says: notDone,
  },
  'a search for text that must not be in a URL': {
    at: `${path}/devices`,
    type: typedInto('Find a device', 'someone@example.com'),
  },
  'an export': { at: '/audit', type: typedInto('Subject', 'typed'), act: press('Export'), says: notDone },
  'a polling page': { at: `${path}/deliveries` },
  'a stream, which ends with the session': { at: '/simulator' },
}

for (const [name, door] of Object.entries(doors))
  for (const keepsCookie of [true, false])
    test(`${name} says that the session has ended, and the person continues where they were (${keepsCookie ? 'ended elsewhere' : 'signed out in another tab'})`, async ({
      page,
      context,
    }) => {
      await beginSession(context, 'admin')
      await page.goto(door.at)
      const address = page.url()
      await endSession(context, { keepsCookie })
      const typed = await door.type?.(page)
      await door.act?.(page)
      const dialog = dialogOf(page)
      await expect(dialog).toBeVisible()
      await expect(dialog.getByLabel('Email')).toHaveValue(personOf('admin').email)
      if (typed) await expect(typed.field).toHaveValue(typed.text)

      await fillSignIn(dialog, { ...personOf('admin'), password: 'not the password' })
      await expect(dialog.getByRole('alert')).toContainText('Incorrect email or password.')
      await fillSignIn(dialog, personOf('admin'))
      await expect(dialog).toBeHidden()
      expect(page.url()).toBe(address)
      if (door.says) await expect(page.getByText(door.says).first()).toBeVisible()
      if (typed) await expect(typed.field).toHaveValue(typed.text)
    })

const ended = 'Your session has ended. Sign in again.'

test('a link on a page whose session has ended leads through the sign-in, which says so, to its target', async ({
  page,
  context,
}) => {
  await beginSession(context, 'admin')
  await page.goto('/account')
  await endSession(context, { keepsCookie: true })
  await page.getByRole('link', { name: 'Team' }).click()
  await expect(page.getByRole('alert').filter({ hasText: ended })).toBeVisible()
  await fillSignIn(page, personOf('admin'))
  await expect(page).toHaveURL('/team')
})

test('a search sent after its session has ended runs after the sign-in', async ({ page, context }) => {
  await beginSession(context, 'admin')
  await page.goto('/audit')
  await endSession(context, { keepsCookie: false })
  const subject = page.getByRole('textbox', { name: 'Subject' })
  await subject.fill('typed in vain')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(page.getByRole('alert').filter({ hasText: ended })).toBeVisible()
  await fillSignIn(page, personOf('admin'))
  await expect(subject).toHaveValue('typed in vain')
})

for (const keepsCookie of [true, false])
  test(`a form without scripts whose session has ended leads to the sign-in, without its text in any URL (${keepsCookie ? 'dead cookie' : 'no cookie'})`, async ({
    context,
  }) => {
    await beginSession(context, 'admin')
    const page = await context.newPage()
    await page.route(scripts, (route) => route.abort())
    await page.goto(`${path}/settings?tab=keys`)
    await page.getByLabel('Name').fill('Typed in vain')
    await endSession(context, { keepsCookie })
    const moved = page.waitForResponse((answer) => answer.request().method() === 'POST')
    await page.getByRole('button', { name: 'Create key' }).click()
    expect((await moved).status()).toBe(303)
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    if (keepsCookie) await expect(page.getByText(ended)).toBeVisible()
    expect(new URL(page.url()).searchParams.get('next')).toBe(`${path}/settings?tab=keys`)
    expect(page.url()).not.toContain('Typed')
  })

test('a colleague who signs in instead gets their own page, without what was typed', async ({ page, context }) => {
  await beginSession(context, 'admin')
  await page.goto('/account')
  await endSession(context, { keepsCookie: true })
  await page.getByLabel('Name', { exact: true }).fill('Typed by the admin')
  await page.getByRole('button', { name: 'Save name' }).click()
  await fillSignIn(dialogOf(page), personOf('support'))
  await expect(page.getByRole('main')).toContainText(personOf('support').email)
  await expect(page.getByLabel('Name', { exact: true })).not.toHaveValue('Typed by the admin')
})

test('a person who signs in again in another tab continues in this one', async ({ page, context }) => {
  await beginSession(context, 'admin')
  await page.goto('/account')
  await endSession(context, { keepsCookie: true })
  await page.getByLabel('Name', { exact: true }).fill('Typed in this tab')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(dialogOf(page)).toBeVisible()
  await beginSession(context, 'admin')
  await expect(dialogOf(page)).toBeHidden()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Typed in this tab')
})

test('an action in a dialog keeps the dialog and its text, and can be done after the sign-in', async ({
  page,
  context,
}) => {
  await beginSession(context, 'admin')
  await page.goto('/team')
  await page.getByRole('button', { name: 'Invite' }).click()
  const invite = page.getByRole('dialog', { name: /Invite/ })
  await invite.getByLabel('Name').fill('Typed in vain')
  await invite.getByLabel('Email').fill(`${unique('invited')}@example.com`)
  await invite.getByLabel('Northwind Bank').check()
  await endSession(context, { keepsCookie: false })
  await invite.getByRole('button', { name: /link/ }).click()
  await fillSignIn(dialogOf(page), personOf('admin'))
  await expect(invite.getByRole('alert')).toContainText(notDone)
  await expect(invite.getByLabel('Name')).toHaveValue('Typed in vain')
  await expect(invite.getByLabel('Northwind Bank')).toBeChecked()
  await invite.getByRole('button', { name: /link/ }).click()
  await expect(invite.getByText(/\/invitation\//)).toBeVisible()
})

test('signing out reports a failed request, and leaves the page only when it succeeds', async ({ page, context }) => {
  await beginSession(context, 'support')
  await page.goto('/account')
  const signOut = async () => {
    // The first attempt's menu closes slowly. Wait for it, so that the next click opens a new one.
    await expect(page.getByRole('menu')).toHaveCount(0)
    await page.getByRole('button', { name: /^Demo Support/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
  }
  await page.route('**/api/auth/signout', (route) => route.abort())
  await signOut()
  await expect(page.getByRole('region', { name: 'Notifications' }).getByText('Couldn’t sign out')).toBeVisible()
  await expect(page).toHaveURL(/account/)
  await page.unroute('**/api/auth/signout')
  await signOut()
  await expect(page).toHaveURL(/sign-in/)
})
