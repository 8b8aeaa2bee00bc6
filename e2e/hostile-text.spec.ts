import { randomUUID } from 'node:crypto'
import type { APIRequestContext, Page } from '@playwright/test'
import { wordLimits } from '@/lib/prompts/content/word-limits'
import { callApi, unique } from './fixtures/api'
import { expect, test } from './fixtures/fixtures'
import { stagePrompt } from './fixtures/prompt-setting'
import { demoEnvironment } from './fixtures/site'

/** Names that people, phones, and companies may send: of maximum length, and in every direction. */
const hostile = {
  'letters without a blank': 'W'.repeat(86),
  'an override of the direction': '\u202Etxt.exe \u2067reversed',
  'Arabic and digits': 'مرحبا 123 بالعالم',
  'zero-width characters': `a${'\u200B\u200D\u2060'.repeat(20)}b`,
  'combining marks': `Z${'\u0351\u0301\u0323'.repeat(30)}algo`,
  'emoji sequences': '👨‍👩‍👧‍👦🏴‍☠️'.repeat(15),
}
const environment = () => demoEnvironment('sandbox', 'contoso-travel')

/** For each kind of text: the pages of one customer, device, and delivery. */
for (const [kind, text] of Object.entries(hostile))
  test(`no page of a customer breaks or reverses its surroundings with ${kind}`, async ({
    page,
    signInAs,
    request,
  }) => {
    const { path } = environment()
    const { deviceId, customerId, deliveryId, userId } = await sendHostile(request, text)
    await signInAs('admin')
    await areSound(page, [
      `${path}/devices?q=${encodeURIComponent(userId.slice(0, 12))}`,
      `${path}/devices/${deviceId}`,
      `${path}/customers/${customerId}`,
      `${path}/customers/${customerId}/why`,
      `${path}/deliveries?customer=${customerId}`,
      `${path}/deliveries/${deliveryId}`,
      `${path}/test?device=${deviceId}`,
    ])
  })

test('no page that shows all of them at once breaks or reverses its surroundings', async ({
  page,
  signInAs,
  request,
}) => {
  const { path } = environment()
  await signInAs('admin')
  await page.goto(`${path}/settings?tab=keys`)
  for (const text of Object.values(hostile)) {
    await sendHostile(request, text)
    await page.getByLabel('Name').fill(text.slice(0, 60))
    await page.getByRole('button', { name: 'Create key' }).click()
    await expect(page.getByText(/^sk_|^pk_/).first()).toBeVisible()
    await page.reload()
  }
  await areSound(page, [`${path}/settings?tab=keys`, `${path}/overview`, `${path}/simulator`, '/', '/audit'])
})

/** Names with invisible characters, which make them look like other names, are rejected. */
const invisible = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/

for (const [kind, text] of Object.entries(hostile))
  test(`neither the prompt editor nor the team page breaks or is reversed by ${kind}`, async ({ page, signInAs }) => {
    await signInAs('admin')
    const rule = {
      id: randomUUID(),
      description: within(text, 120),
      conditions: [
        { attribute: 'custom', name: text.replace(/[^\w]/g, 'x').slice(0, 40), operator: 'in', values: [text] },
      ],
      share: 0,
    }
    await stagePrompt(page, `${environment().path}/prompt`, {
      rules: [rule],
      words: { fallbackLocale: 'en', locales: { en: wordsOf(text) } },
    })
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await isSound(page, `the staged prompt at ${width} px`)
      await page.getByRole('button', { name: /^Review/ }).click()
      await expect(page.getByRole('dialog', { name: 'Review' })).toBeVisible()
      await isSound(page, `the review at ${width} px`)
      await page.keyboard.press('Escape')
    }
    await page.goto('/team')
    await page.getByRole('button', { name: 'Invite' }).click()
    const dialog = page.getByRole('dialog', { name: 'Invite a person' })
    await dialog.getByLabel('Name').fill(within(text, 100))
    await dialog.getByLabel('Email').fill(`${unique('hostile')}@example.com`)
    await dialog.getByRole('checkbox').first().click()
    await dialog.getByRole('button', { name: /link$/ }).click()
    const refusal = 'Contains an invisible character'
    const answer = invisible.test(text) ? dialog.getByText(refusal) : dialog.getByText('/invitation/')
    await expect(answer).toBeVisible()
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await isSound(page, `the invitation at ${width} px`)
    }
    await page.goto('/team')
    await isSound(page, 'the team at 390 px')
  })

test('the palette and the look-up show each result in its own direction', async ({ page, signInAs, request }) => {
  const { userId } = await sendHostile(request, hostile['an override of the direction'])
  await signInAs('admin')
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/team')
    await page.keyboard.press('Control+k')
    await page.keyboard.type(userId.slice(0, 12))
    await expect(page.getByRole('option').first()).toBeVisible()
    await expect(page.getByText('Searching…')).toHaveCount(0)
    await isSound(page, `the palette at ${width} px`)
  }
})

/** The longest text that the prompt accepts, ending in a whole character. */
const wordsOf = (text: string) => ({
  title: within(text, wordLimits.title),
  body: within(text, wordLimits.body),
  accept: within(text, wordLimits.accept),
  dismiss: within(text, wordLimits.dismiss),
})

function within(text: string, lengthMax: number) {
  let cut = ''
  for (const character of text) if (cut.length + character.length <= lengthMax) cut += character
  return cut
}

const widths = [1440, 390]

async function areSound(page: Page, addresses: string[]) {
  for (const address of addresses) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
    await isSoundAtWidths(page, address)
  }
}

async function isSoundAtWidths(page: Page, where: string) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    await isSound(page, `${where} at ${width} px`)
  }
}

/** Polls, because elements that measure themselves adjust a moment after a resize. */
async function isSound(page: Page, where: string) {
  await expect.soft.poll(() => page.evaluate(sidewaysBy), `${where} scrolls sideways`).toBe(0)
  await expect.soft.poll(() => page.evaluate(turnedTexts), `${where} is turned`).toEqual([])
}

/** Creates a customer, a device, and a message with this text in every field. */
async function sendHostile(request: APIRequestContext, text: string) {
  const at = environment()
  const userId = `${unique('x').slice(0, 12)}${text}`
  const { device } = await callApi(request, at, {
    method: 'PUT',
    path: '/devices',
    body: {
      uuid: `${unique('u')}${text}`,
      user: { id: userId },
      permission: 'authorized',
      model: text,
      appVersion: text,
      osVersion: text,
      sdkVersion: text,
      locale: text,
      timeZone: text,
    },
  })
  const { notification, deliveries } = await callApi(request, at, {
    method: 'POST',
    path: '/messages',
    body: {
      id: `${unique('m')}${text}`,
      type: 'live',
      conversationId: `${unique('c')}${text}`,
      user: { id: userId },
      title: text,
      body: text,
    },
  })
  expect(notification.id).toBeTruthy()
  const { customer } = await callApi(request, at, {
    method: 'GET',
    path: `/customers/${encodeURIComponent(userId)}/diagnosis`,
  })
  return {
    userId,
    deviceId: device.id as string,
    customerId: customer.id as string,
    deliveryId: deliveries[0].id as string,
  }
}

/** Runs in the page: how many pixels it is wider than the window. */
const sidewaysBy = () => Math.max(0, document.documentElement.scrollWidth - window.innerWidth)

/**
 * Runs in the page. Returns Latin words outside isolated text that run from right to left: their first letter is to the
 * right of their last on the same line.
 */
const turnedTexts = () => {
  const turned: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Text between two isolate marks in a plain string may run in any direction.
    const text = (node.textContent ?? '').replace(/\u2068.*\u2069/gs, (kept) => '\u2068'.repeat(kept.length))
    if (!node.parentElement || node.parentElement.closest('bdi, pre, textarea, input, [data-outside], .cm-editor'))
      continue
    for (const word of text.matchAll(/[A-Za-z]{3,}/g)) {
      const at = (index: number) => {
        const range = document.createRange()
        range.setStart(node, index)
        range.setEnd(node, index + 1)
        return range.getBoundingClientRect()
      }
      const [first, last] = [at(word.index), at(word.index + word[0].length - 1)]
      if (first.width > 0 && last.width > 0 && Math.abs(first.top - last.top) < 2 && first.left > last.left)
        turned.push(`${word[0]} in “${text.trim().slice(0, 60)}”`)
    }
  }
  return turned
}
