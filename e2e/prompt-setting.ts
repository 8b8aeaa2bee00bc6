import { expect, type Page } from '@playwright/test'

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

const content = {
  schema: 1,
  isOn: true,
  rules: [],
  rollout: { share: 100_000 },
  askAgain: { afterDays: 14, timesMax: 3 },
  sdkVersionMin: null,
  words: { fallbackLocale: 'en', locales: words },
}

/** Sets the prompt on for everybody, in English and German, as a manager imports, reviews and saves it. */
export async function importPrompt(page: Page, path: string, given: Partial<typeof content> = {}) {
  await page.goto(`${path}/prompt`)
  const file = { format: 'pushdesk-prompt', schema: 1, content: { ...content, ...given } }
  const staged = page.getByRole('region', { name: 'Staged changes' })
  // A file chosen before the page is awake is not noticed.
  await expect(async () => {
    await page.getByLabel('File to import').setInputFiles({
      name: 'prompt.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(file)),
    })
    await expect(page.getByText('Staged from the file').first()).toBeVisible({ timeout: 3_000 })
  }).toPass()
  // Nothing is staged where it is set so already.
  if (!(await staged.isVisible())) return
  await staged.getByRole('button', { name: /Review/ }).click()
  await page.getByRole('dialog', { name: 'Review' }).getByRole('button', { name: 'Save', exact: true }).click()
  await expect(staged).toBeHidden()
}
