'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import { setFourEyes } from '@/lib/companies/set-four-eyes'
import { removeEndpoint } from '@/lib/company-api/remove-endpoint'
import { rotateSigningSecret } from '@/lib/company-api/rotate-signing-secret'
import { saveEndpoint } from '@/lib/company-api/save-endpoint'
import { tryEndpoint } from '@/lib/company-api/try-endpoint'
import type { StaffContext } from '@/lib/context'
import { checkCredential } from '@/lib/credentials/check-credential'
import { revokeCredential } from '@/lib/credentials/revoke-credential'
import { uploadCredential } from '@/lib/credentials/upload-credential'
import { setApnsServer } from '@/lib/environments/set-apns-server'
import type { FormState } from '@/lib/form-state'
import { changeIdentity } from '@/lib/identity/change-identity'
import { checkUserToken } from '@/lib/identity/check-user-token'
import { rotateIdentitySecret } from '@/lib/identity/rotate-identity-secret'
import { createKey } from '@/lib/keys/create-key'
import { revokeKey } from '@/lib/keys/revoke-key'
import { rotateKey } from '@/lib/keys/rotate-key'
import { endpointAuthIn, text } from './form-values'

type Done<Verb extends (ctx: StaffContext, input: never) => Promise<unknown>> = FormState<Awaited<ReturnType<Verb>>>

/** What the page shows has changed. */
function shown<Result>(state: NonNullable<FormState<Result>>): NonNullable<FormState<Result>> {
  if (state.ok) refresh()
  return state
}

export async function uploadKey(_: Done<typeof uploadCredential>, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      uploadCredential(ctx, {
        environmentId: text(form, 'environmentId'),
        keyId: text(form, 'keyId'),
        teamId: text(form, 'teamId'),
        privateKey: text(form, 'privateKey'),
        isUnchecked: form.has('isUnchecked'),
      }),
    ),
  )
}

export async function checkKey(environmentId: string, credentialId: string) {
  return shown(await forAct((ctx) => checkCredential(ctx, { environmentId, credentialId })))
}

export async function revokeApnsKey(environmentId: string, credentialId: string, confirmation: string) {
  return shown(await forAct((ctx) => revokeCredential(ctx, { environmentId, credentialId, confirmation })))
}

export async function changeApnsServer(environmentId: string, apnsServer: 'apple' | 'simulator', confirmation: string) {
  return shown(await forAct((ctx) => setApnsServer(ctx, { environmentId, apnsServer, confirmation })))
}

export async function changeFourEyes(companyId: string, requiresApproval: boolean) {
  return shown(await forAct((ctx) => setFourEyes(ctx, { companyId, requiresApproval })))
}

export async function saveCompanyApi(_: Done<typeof saveEndpoint>, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      saveEndpoint(ctx, {
        environmentId: text(form, 'environmentId'),
        url: text(form, 'url'),
        auth: endpointAuthIn(form),
        bodyTemplate: form.has('isDefaultBody') ? null : text(form, 'bodyTemplate'),
        usedFor: text(form, 'usedFor') === 'all' ? 'all' : 'uuid',
      }),
    ),
  )
}

export async function rotateCompanyApiSecret(environmentId: string) {
  return shown(await forAct((ctx) => rotateSigningSecret(ctx, { environmentId })))
}

export async function removeCompanyApi(environmentId: string, confirmation: string) {
  return shown(await forAct((ctx) => removeEndpoint(ctx, { environmentId, confirmation })))
}

export async function tryCompanyApi(environmentId: string) {
  return forAct((ctx) => tryEndpoint(ctx, { environmentId }))
}

export async function createApiKey(_: Done<typeof createKey>, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      createKey(ctx, {
        environmentId: text(form, 'environmentId'),
        kind: text(form, 'kind') === 'secret' ? 'secret' : 'publishable',
        name: text(form, 'name'),
        expiresInDays: text(form, 'expiresInDays') || undefined,
        ratePerSecondMax: text(form, 'ratePerSecondMax') || undefined,
      }),
    ),
  )
}

export async function rotateApiKey(environmentId: string, keyId: string, overlapHours: number) {
  return shown(await forAct((ctx) => rotateKey(ctx, { environmentId, keyId, overlapHours })))
}

export async function revokeApiKey(environmentId: string, keyId: string, confirmation: string) {
  return shown(await forAct((ctx) => revokeKey(ctx, { environmentId, keyId, confirmation })))
}

export async function saveIdentity(
  environmentId: string,
  identity: { requiresIdentity: boolean; confirmation?: string },
) {
  return shown(await forAct((ctx) => changeIdentity(ctx, { environmentId, ...identity })))
}

/** The form knows only the address; whether a User-Token is needed stays as it is. */
export async function saveJwksUrl(_: FormState, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      changeIdentity(ctx, {
        environmentId: text(form, 'environmentId'),
        jwksUrl: text(form, 'jwksUrl').trim(),
      }),
    ),
  )
}

export async function rotateIdentity(environmentId: string) {
  return shown(await forAct((ctx) => rotateIdentitySecret(ctx, { environmentId })))
}

export async function checkToken(_: Done<typeof checkUserToken>, form: FormData) {
  return forForm(form, (ctx) =>
    checkUserToken(ctx, {
      environmentId: text(form, 'environmentId'),
      token: text(form, 'secretToken'),
      userId: text(form, 'userId') || undefined,
    }),
  )
}
