'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import type { FormState } from '@/lib/form-state'
import { changeSignInRules } from '@/lib/staff/rules/change-sign-in-rules'
import type { SignInNeed, SignInNeeds } from '@/lib/staff/rules/need-words'

export type ChangedRules = { isAsked: boolean; sessionsEnded: number }

export async function changeSignInRulesAction(
  _previous: FormState<ChangedRules>,
  form: FormData,
): Promise<FormState<ChangedRules>> {
  const need = (role: keyof SignInNeeds) => String(form.get(role) ?? '') as SignInNeed
  const needs = {
    admin: need('admin'),
    integration_manager: need('integration_manager'),
    support: need('support'),
    viewer: need('viewer'),
  }
  const state = await forForm(form, (ctx) => changeSignInRules(ctx, { needs }))
  if (state.ok) refresh()
  return state
}

export async function setSignInRulesAction(needs: SignInNeeds) {
  const state = await forAct((ctx) => changeSignInRules(ctx, { needs }))
  if (state.ok) refresh()
  return state
}
