import type { Page, Response } from '@playwright/test'
import { expect, test } from './fixtures'
import { askedAt, openOfrepPage } from './ofrep-page'
import { phoneOn } from './phone'
import { importPrompt } from './prompt-setting'
import { actOn } from './session'
import { demoEnvironment } from './site'

// One after another: they share an environment's prompt, which no other journey changes.
test.describe.configure({ mode: 'default' })

const environment = () => demoEnvironment('production', 'contoso-travel')
const second = 1_000
const quarter = 15 * 60 * second

/** Gives when the save was asked for. */
async function turnOff(manager: Page) {
  await manager.goto(`${environment().path}/prompt`)
  await manager.getByRole('button', { name: 'Turn off' }).click()
  const saved = actOn(manager)
  await manager.getByRole('alertdialog').getByRole('button', { name: 'Turn off now' }).click()
  expect((await saved).ok()).toBe(true)
  return askedAt(await saved)
}

test('OpenFeature’s web provider gets a change by its next poll', async ({ page, pageOf, baseURL }) => {
  const manager = await pageOf('admin')
  await importPrompt(manager, environment().path)
  const options = { changeDetection: 'polling', pollInterval: 200 } as const
  const { value, calls } = await openOfrepPage(page, { baseURL, environment: environment(), ...options })
  await expect(value).toHaveText('on')
  await turnOff(manager)
  await expect(value).toHaveText('off')
  expect(calls('stream')).toEqual([])
  // What did not change was told in no body.
  await expect.poll(() => calls('bulk').length).toBeGreaterThan(3)
  const statuses = calls('bulk').map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(2)
  expect(statuses.filter((status) => status === 304).length).toBeGreaterThan(0)
})

test('OpenFeature’s web provider hears of a change by the stream within a second, asks at once, and polls nothing', async ({
  page,
  pageOf,
  baseURL,
}) => {
  test.setTimeout(120_000)
  const manager = await pageOf('admin')
  await importPrompt(manager, environment().path)
  // The stream has another address in each quarter of an hour, and one more connection when it changes.
  const leftOfQuarter = () => quarter - (Date.now() % quarter)
  await expect.poll(leftOfQuarter, { timeout: 50 * second }).toBeGreaterThan(40 * second)
  const options = { changeDetection: 'sse', query: 'eventStreams=1' } as const
  const { value, calls } = await openOfrepPage(page, { baseURL, environment: environment(), ...options })
  await expect(value).toHaveText('on')
  // The first event comes at connect, and is followed by one question more.
  await expect.poll(() => calls('bulk').length).toBe(2)
  expect(calls('stream')).toHaveLength(1)

  const savedAt = await turnOff(manager)
  await expect(value).toHaveText('off')
  expect(calls('bulk')).toHaveLength(3)
  expect((calls('bulk')[2]?.askedAt ?? 0) - savedAt).toBeLessThan(second)
  expect(calls('bulk')[2]?.url.searchParams.get('flagConfigEtag')).toMatch(/^[0-9a-f-]{36}:\d+$/)

  const undone = actOn(manager)
  await manager.getByRole('button', { name: 'Undo' }).click()
  const undoneAt = askedAt(await undone)
  await expect(value).toHaveText('on')
  expect(calls('bulk')).toHaveLength(4)
  expect((calls('bulk')[3]?.askedAt ?? 0) - undoneAt).toBeLessThan(second)
  expect(calls('stream')).toHaveLength(1)
})

test('a waiting phone hears of a ramp step within a second of its moment, and the history has it once', async ({
  page,
  pageOf,
  signInAs,
}) => {
  test.setTimeout(120_000)
  const manager = await pageOf('admin')
  await signInAs('admin')
  const the = phoneOn(page)
  await the.open(environment())
  await the.signIn()

  const step = new Date(Date.now() + 25 * second)
  const endsAt = new Date(step.getTime() + 3 * 86_400_000).toISOString()
  const steps = [{ at: step.toISOString(), share: 100_000 }]
  const schedule = { timeZone: 'Europe/Berlin', startsAt: null, endsAt, steps }
  await importPrompt(manager, environment().path, { rollout: { share: 0 }, schedule })
  await the.joinQueue()
  await expect(the.phone.getByRole('status')).toBeVisible()
  await expect(the.dialog).toBeHidden()
  expect(Date.now(), 'everything until here was done before the step').toBeLessThan(step.getTime())
  const toldAt = askedAt(await page.waitForResponse(isAsked, { timeout: 40 * second }))
  expect(toldAt - step.getTime()).toBeGreaterThanOrEqual(0)
  expect(toldAt - step.getTime()).toBeLessThan(second)
  await expect(the.dialog).toBeVisible()

  await manager.goto(`${environment().path}/prompt?tab=history`)
  const newest = manager.getByRole('list', { name: 'Revisions' }).getByRole('article')
  await expect(newest.first()).toContainText('By schedule')
  await expect(newest.first()).toContainText('Ramp step to 100%')
  await expect(newest.nth(1)).not.toContainText('By schedule')
  await explainLater(manager, step)
})

/** An evaluation that the phone itself asked for, and that tells it to ask. */
async function isAsked(response: Response) {
  if (!response.url().includes('/ofrep/v1/evaluate/flags') || response.status() !== 200) return false
  const { flags } = await response.json()
  return flags.some(({ key, value }: { key: string; value: unknown }) => key === 'push-permission-prompt' && value)
}

/** The clock moved, on the server: what the schedule will answer while it runs, and when it is over. */
async function explainLater(manager: Page, step: Date) {
  await manager.goto(`${environment().path}/prompt?tab=explain`)
  const at = manager.getByRole('textbox', { name: 'Time (optional)' })
  const said = (words: string) => expect(manager.getByText(words, { exact: true })).toBeVisible()
  await at.fill(wallTime(step.getTime() + 86_400_000))
  await said('This customer is asked.')
  await at.fill(wallTime(step.getTime() + 4 * 86_400_000))
  await said('This customer isn’t asked.')
  await expect(manager.getByRole('list', { name: 'Steps' })).toContainText('outside the schedule')
}

/** As the browser of these tests, which lives in Berlin, writes a local time. */
const wallTime = (at: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T')
