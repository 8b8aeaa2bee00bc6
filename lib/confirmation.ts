import { Refused } from './errors'

type Words = { message?: string; hint?: string }

/**
 * Requires the person to type a text exactly, for acts that can't be undone or that reach production. Checked here
 * because other clients than the dashboard have no dialog.
 */
export function mustConfirm(
  typed: string | undefined,
  wanted: string,
  { message = 'This can’t be undone. Confirm it first.', hint = `Type ${wanted} to confirm.` }: Words = {},
) {
  if (typed?.trim() === wanted.trim()) return
  throw new Refused('invalid', message, { confirmation: [hint] }, 'confirmation_needed')
}

/** Requires the company's slug to be typed in production. */
export function mustConfirmProduction(
  { environmentName, companySlug = '' }: { environmentName?: string; companySlug?: string },
  typed: string | undefined,
  { message, hint }: { message: string; hint?: (wanted: string) => string },
) {
  if (environmentName === 'production') mustConfirm(typed, companySlug, { message, hint: hint?.(companySlug) })
}
