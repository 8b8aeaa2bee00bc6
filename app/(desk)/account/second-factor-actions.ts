'use server'

import { refresh } from 'next/cache'
import { encode } from 'uqr'
import { forForm, forSetUpForm } from '@/app/_server/doors'
import type { FormState } from '@/lib/form-state'
import { beginSecondFactor } from '@/lib/staff/account/begin-second-factor'
import { confirmSecondFactor } from '@/lib/staff/account/confirm-second-factor'
import { endSecondFactor } from '@/lib/staff/account/end-second-factor'

export type QrCode = { size: number; path: string }
export type BegunFactor = { secret: string; qrCode: QrCode }
export type ConfirmedFactor = { recoveryCodes: string[] }

export async function beginSecondFactorAction(
  _previous: FormState<BegunFactor>,
  form: FormData,
): Promise<FormState<BegunFactor>> {
  return forSetUpForm(form, async (ctx) => {
    const { secret, uri } = await beginSecondFactor(ctx, { currentPassword: text(form, 'currentPassword') })
    return { secret, qrCode: qrCodeOf(uri) }
  })
}

export async function confirmSecondFactorAction(
  _previous: FormState<ConfirmedFactor>,
  form: FormData,
): Promise<FormState<ConfirmedFactor>> {
  return forSetUpForm(form, (ctx) => confirmSecondFactor(ctx, { code: text(form, 'code') }))
}

export async function endSecondFactorAction(_previous: FormState, form: FormData) {
  const state = await forForm(form, (ctx) =>
    endSecondFactor(ctx, { currentPassword: text(form, 'currentPassword'), code: text(form, 'code') }),
  )
  if (state.ok) refresh()
  return state
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '')

/** One SVG path with a square per dark module. The size includes the quiet border. */
function qrCodeOf(uri: string): QrCode {
  const { size, data } = encode(uri, { border: 2 })
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : []))).join('')
  return { size, path }
}
