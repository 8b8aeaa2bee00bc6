import { expect, type Page } from '@playwright/test'
import { typeInto } from './typing'

const words = {
  en: {
    title: 'Don’t miss a reply',
    body: 'We tell you as soon as an agent writes.',
    accept: 'Notify me',
    dismiss: 'Not now',
  },
  de: {
    title: 'Keine Antwort verpassen',
    body: 'Wir melden uns, sobald jemand schreibt.',
    accept: 'Benachrichtigen',
    dismiss: 'Nicht jetzt',
  },
}

type Content = {
  schema: number
  isOn: boolean
  rules: unknown[]
  rollout: { share: number }
  schedule?: {
    timeZone: string
    startsAt: string | null
    endsAt: string | null
    steps: { at: string; share: number }[]
  }
  askAgain: { afterDays: number; timesMax: number }
  sdkVersionMin: string | null
  words: unknown
}

const content: Content = {
  schema: 1,
  isOn: true,
  rules: [],
  rollout: { share: 100_000 },
  askAgain: { afterDays: 14, timesMax: 3 },
  sdkVersionMin: null,
  words: { fallbackLocale: 'en', locales: words },
}

/** Sets the prompt on for everybody, in English and German, as a manager imports, reviews and saves it. */
export async function importPrompt(page: Page, path: string, given: Partial<Content> = {}) {
  if (!(await stagePrompt(page, `${path}/prompt`, given))) return
  const staged = page.getByRole('region', { name: 'Unsaved changes' })
  await staged.getByRole('button', { name: /Review/ }).click()
  const review = page.getByRole('dialog', { name: 'Review' })
  await typeInto(review.getByRole('textbox', { name: /^Comment/ }), 'From the file')
  if (path.endsWith('/production')) {
    const label = await review.getByText(/^This is production/).textContent()
    const asked = /Type (.+) to confirm/.exec(label ?? '')?.[1] ?? ''
    await typeInto(review.getByRole('textbox', { name: /^This is production/ }), asked)
  }
  await review.getByRole('button', { name: /^Save( to production)?$/ }).click()
  await expect(staged).toBeHidden()
}

/** Imports a file, and saves nothing. False where all of it is in effect already. */
export async function stagePrompt(page: Page, address: string, given: Partial<Content>) {
  await page.goto(address)
  const file = { format: 'pushdesk-prompt', schema: 1, content: { ...content, ...given } }
  // A file chosen before the page is awake is not noticed.
  await expect(async () => {
    await page.getByLabel('File to import').setInputFiles({
      name: 'prompt.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(file)),
    })
    await expect(page.getByText(/^(?:File imported|No changes in this file)$/).first()).toBeVisible({ timeout: 3_000 })
  }).toPass()
  return (await page.getByText('File imported').count()) > 0
}
