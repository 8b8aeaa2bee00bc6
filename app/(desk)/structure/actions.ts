'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import { archiveApp } from '@/lib/companies/archive-app'
import { archiveCompany } from '@/lib/companies/archive-company'
import { changeApp } from '@/lib/companies/change-app'
import { changeCompany } from '@/lib/companies/change-company'
import { createApp } from '@/lib/companies/create-app'
import { createCompany } from '@/lib/companies/create-company'
import { restoreApp } from '@/lib/companies/restore-app'
import { restoreCompany } from '@/lib/companies/restore-company'
import type { FormState } from '@/lib/form-state'

export type NewCompany = { id: string; name: string }
export type NewApp = { name: string; path: string }

export async function addCompanyAction(
  _previous: FormState<NewCompany>,
  form: FormData,
): Promise<FormState<NewCompany>> {
  return refreshed(
    await forForm(form, async (ctx) => {
      const { id, name } = await createCompany(ctx, { name: text(form, 'name'), slug: text(form, 'slug') })
      return { id, name }
    }),
  )
}

export async function addAppAction(
  companyId: string,
  _previous: FormState<NewApp>,
  form: FormData,
): Promise<FormState<NewApp>> {
  return refreshed(
    await forForm(form, async (ctx) => {
      const { name, path } = await createApp(ctx, {
        companyId,
        name: text(form, 'name'),
        slug: text(form, 'slug'),
        bundleId: text(form, 'bundleId'),
        apnsServer: text(form, 'apnsServer') === 'simulator' ? 'simulator' : 'apple',
      })
      return { name, path: `${path}/sandbox/overview` }
    }),
  )
}

export const renameCompanyAction = async (companyId: string, _previous: FormState, form: FormData) =>
  refreshed(await forForm(form, (ctx) => changeCompany(ctx, { companyId, name: text(form, 'name') })))

export const editAppAction = async (appId: string, _previous: FormState, form: FormData) =>
  refreshed(
    await forForm(form, (ctx) => changeApp(ctx, { appId, name: text(form, 'name'), bundleId: text(form, 'bundleId') })),
  )

type Kind = 'company' | 'app'

export const archiveAction = async (kind: Kind, id: string) =>
  refreshed(
    await forAct(async (ctx) => {
      if (kind === 'company') await archiveCompany(ctx, { companyId: id })
      else await archiveApp(ctx, { appId: id })
    }),
  )

export const restoreAction = async (kind: Kind, id: string) =>
  refreshed(
    await forAct(async (ctx) => {
      if (kind === 'company') await restoreCompany(ctx, { companyId: id })
      else await restoreApp(ctx, { appId: id })
    }),
  )

function refreshed<State extends FormState>(state: State) {
  if (state?.ok) refresh()
  return state
}

const text = (form: FormData, field: string) => String(form.get(field) ?? '')
