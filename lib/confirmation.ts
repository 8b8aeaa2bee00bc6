import { Refused } from './errors'

/** What cannot be undone is typed out by the person, letter for letter; a dialog alone would not bind another client. */
export function mustConfirm(typed: string | undefined, wanted: string) {
  if (typed?.trim() === wanted.trim()) return
  throw new Refused(
    'invalid',
    'This can’t be undone. Confirm it first.',
    { confirmation: [`Type ${wanted} to confirm.`] },
    'confirmation_needed',
  )
}
