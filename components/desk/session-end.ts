'use client'

import { questionOf } from './question'

/** Shown after a new sign-in: the action wasn't done, and the person decides whether to repeat it. */
export const signedInAgain = 'You’re signed in again. Your last action didn’t go through. Try again.'

/** Over once the same person has signed in again. */
export const sessionEnd = questionOf<void>()

/** Asks the person to sign in again on the current page. Resolves once they have. */
export const askToSignIn = sessionEnd.ask
