import { Refused } from './errors'

type Words = { message?: string; hint?: string }

/**
 * What cannot be undone, or reaches production, is typed out by the person, letter for letter; a dialog alone would not bind
 * another client.
 */
export function mustConfirm(
  typed: string | undefined,
  wanted: string,
  { message = 'This can’t be undone. Confirm it first.', hint = `Type ${wanted} to confirm.` }: Words = {},
) {
  if (typed?.trim() === wanted.trim()) return
  throw new Refused('invalid', message, { confirmation: [hint] }, 'confirmation_needed')
}

/** In production the company's name is what is typed. */
export function mustConfirmProduction(
  { environmentName, companySlug = '' }: { environmentName?: string; companySlug?: string },
  typed: string | undefined,
  { message, hint }: { message: string; hint?: (wanted: string) => string },
) {
  if (environmentName === 'production') mustConfirm(typed, companySlug, { message, hint: hint?.(companySlug) })
}
