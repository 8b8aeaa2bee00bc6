'use client'

import { useActionState } from 'react'
import type { FormState } from '@/lib/form-state'
import { untilBack } from './away'
import { askToSignIn, signedInAgain } from './session-end'
import { isOutdated, startAgain } from './start-again'
import { askToStepUp } from './step-up'
import { goToSecondFactor, isSecondFactorRequired } from './to-second-factor'
import { keepSubmittedFields } from './typed-text'

type Refusal = Extract<FormState, { ok: false }>

/**
 * Runs every action of the dashboard. If the session has ended, the person signs in again on this page; if the page
 * predates an update, it reloads. The action wasn't done then, and its form keeps what was typed. An action that needs
 * confirmation of the person's identity continues once they have given it.
 */
export async function acted<State extends FormState>(act: () => Promise<State>): Promise<State | Refusal> {
  const state = await act().catch(unanswered)
  if (state && !state.ok && state.code === 'step_up_needed')
    return (await askToStepUp()) ? acted(act) : refusal('step_up_needed', state.message, state.entered)
  if (state && !state.ok && isSecondFactorRequired(state.code)) {
    keepSubmittedFields()
    goToSecondFactor()
  }
  if (!state || state.ok || state.code !== 'signed_out') return state
  keepSubmittedFields()
  await askToSignIn()
  return refusal('signed_out', signedInAgain, state.entered)
}

/** The state of a form with a server action. Without scripts, the browser posts the same form itself. */
export function useAct<Result>(
  action: (before: FormState<Result>, form: FormData) => Promise<FormState<Result>>,
): [FormState<Result>, (form: FormData) => void] {
  const act: typeof action = typeof window === 'undefined' ? action : guarded(action)
  const [state, submit] = useActionState<FormState<Result>, FormData>(act, undefined)
  return [state, submit]
}

const guarded =
  <Result>(action: (before: FormState<Result>, form: FormData) => Promise<FormState<Result>>) =>
  (before: FormState<Result>, form: FormData): Promise<FormState<Result>> =>
    acted(() => action(before, form))

/** The server may have done it. Only its own errors carry a digest. */
export const noResponseCode = 'no_response'

async function unanswered(error: unknown): Promise<Refusal> {
  if (!isOutdated(error)) {
    if (!(error instanceof Error) || 'digest' in error) throw error
    keepSubmittedFields()
    void untilBack()
    return refusal(noResponseCode, 'Pushdesk didn’t respond. Reload the page to see whether this was done.', {})
  }
  const { isComing, title, description } = await startAgain(error)
  // A new page is loading. Never settle, so that this one shows nothing more.
  if (isComing) return new Promise(() => undefined)
  keepSubmittedFields()
  return refusal('outdated', `${title}. ${description}`, {})
}

const refusal = (code: string, message: string, entered: Record<string, string>): Refusal => ({
  ok: false,
  code,
  message,
  fields: {},
  entered,
})
