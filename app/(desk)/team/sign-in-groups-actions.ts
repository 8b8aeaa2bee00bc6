'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import type { FormState } from '@/lib/form-state'
import { addSignInGroup, changeSignInGroup, removeSignInGroup } from '@/lib/staff/groups/change-sign-in-groups'
import { accessOfForm, fieldOf } from './access-of-form'

export async function addSignInGroupAction(_previous: FormState, form: FormData): Promise<FormState> {
  const state = await forForm(form, async (ctx) => {
    await addSignInGroup(ctx, { name: fieldOf(form, 'name'), ...accessOfForm(form) })
  })
  if (state.ok) refresh()
  return state
}

export async function changeSignInGroupAction(
  groupId: string,
  _previous: FormState,
  form: FormData,
): Promise<FormState> {
  const state = await forForm(form, async (ctx) => {
    await changeSignInGroup(ctx, { groupId, ...accessOfForm(form) })
  })
  if (state.ok) refresh()
  return state
}

export async function removeSignInGroupAction(groupId: string) {
  const state = await forAct((ctx) => removeSignInGroup(ctx, { groupId }))
  if (state.ok) refresh()
  return state
}
