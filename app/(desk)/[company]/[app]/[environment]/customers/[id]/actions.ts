'use server'

import { refresh } from 'next/cache'
import type { z } from 'zod'
import { forAct } from '@/app/_server/doors'
import { revokeCase } from '@/lib/case-files/revoke-case'
import { type ShareCase, shareCase } from '@/lib/case-files/share-case'
import { eraseCustomerAsStaff } from '@/lib/customers/erase-customer'
import { exportCustomerAsStaff } from '@/lib/customers/export-customer'

export async function eraseCustomerAction(customer: {
  environmentId: string
  customerId: string
  confirmation: string
}) {
  return forAct((ctx) => eraseCustomerAsStaff(ctx, customer))
}

export async function exportCustomerAction(customer: { environmentId: string; customerId: string }) {
  return forAct(async (ctx) => JSON.stringify(await exportCustomerAsStaff(ctx, customer), null, 2))
}

export async function shareCaseAction(wanted: z.input<typeof ShareCase>) {
  const state = await forAct(async (ctx) => {
    const { path, expiresAt } = await shareCase(ctx, wanted)
    return { path, expiresAt }
  })
  if (state.ok) refresh()
  return state
}

export async function revokeCaseAction(file: { environmentId: string; caseFileId: string }) {
  const state = await forAct((ctx) => revokeCase(ctx, file))
  if (state.ok) refresh()
  return state
}
