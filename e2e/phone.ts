import { expect, type Page } from '@playwright/test'
import { unique } from './api'
import type { demoEnvironment } from './site'
import { typeInto } from './typing'

type Environment = ReturnType<typeof demoEnvironment>

/** The phone on the page, with the hands that a person has. */
export function phoneOn(page: Page) {
  const phone = page.getByRole('region', { name: 'iPhone' })
  const traffic = page.getByRole('list', { name: 'Requests and pushes' })
  const outcomes = page.getByRole('list', { name: 'Delivery of messages' })

  return {
    phone,
    traffic,
    outcomes,
    dialog: phone.getByRole('dialog'),
    alert: phone.getByRole('alertdialog'),
    notifications: phone.getByRole('list', { name: 'Notifications' }),
    notificationsSwitch: phone.getByRole('switch', { name: 'Notifications' }),

    async open({ path }: Environment) {
      await page.goto(`/simulator?in=${path}`)
      await expect(phone.getByRole('button', { name: /^Side button/ })).toBeVisible()
    },
    async signIn(userId = unique('customer')) {
      await typeInto(page.getByRole('combobox', { name: 'User ID' }), userId)
      const customer = page.getByRole('region', { name: 'Customer' })
      await customer.getByRole('button', { name: /^(Sign in|Switch customer)$/ }).click()
      return userId
    },
    /** Turns notifications on with the switch in the app, and allows them in iOS's alert where it appears. */
    async enable() {
      await this.notificationsSwitch.click()
      await this.alert.getByRole('button', { name: 'Allow', exact: true }).click()
      await expect(this.notificationsSwitch).toBeChecked()
    },
    async choose(knob: string, option: string | RegExp) {
      await page.getByRole('combobox', { name: knob, exact: true }).click()
      await page.getByRole('option', { name: option }).click()
    },
    pressHome: () => phone.getByRole('button', { name: /^Home bar/ }).click(),
    lock: () => phone.getByRole('button', { name: /^Side button: lock/ }).click(),
    joinQueue: () => page.getByRole('button', { name: 'Join a queue' }).click(),

    /** The agent's side; gives the message's line of outcomes. */
    async agentWrites(text: string, { to, kind = 'Live, in the conversation' }: { to?: string; kind?: string } = {}) {
      if (to) await this.choose('To', to)
      await page.getByRole('radio', { name: kind }).click()
      await typeInto(page.getByRole('textbox', { name: /^Message to/ }), text)
      await page.getByRole('button').filter({ hasText: 'Send message' }).click()
      const outcome = outcomes.getByRole('listitem').filter({ hasText: text })
      await expect(outcome).toBeVisible()
      return outcome
    },
    request: (words: string | RegExp) => traffic.getByRole('listitem').filter({ hasText: words }),
  }
}
