'use client'

import { questionOf } from './question'

/** Over once the person has confirmed their identity, or canceled. */
export const stepUpAsked = questionOf<boolean>()

/** Asks the person to confirm their identity, once for all waiting actions. Resolves to false if they cancel. */
export const askToStepUp = stepUpAsked.ask
