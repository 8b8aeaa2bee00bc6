import type { Locator } from '@playwright/test'

/** Replaces what a field holds by real key presses, as a person does; `fill` would set it behind the page's back. */
export async function typeInto(field: Locator, text: string) {
  await field.press('ControlOrMeta+a')
  if (text === '') await field.press('Delete')
  await field.pressSequentially(text)
}
