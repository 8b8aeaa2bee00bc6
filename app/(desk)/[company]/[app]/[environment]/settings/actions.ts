'use server'

import { refresh } from 'next/cache'
import { environmentFor, forAct, forForm } from '@/app/_server/doors'
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

/** Each form and each act names its page's path; the verb decides from the database who may do what there. */
async function at(ctx: StaffContext, base: string) {
  const [, company = '', app = '', environment = ''] = base.split('/')
  return environmentFor(ctx, { company, app, environment })
}

/** What the page shows has changed. */
function shown<Result>(state: NonNullable<FormState<Result>>): NonNullable<FormState<Result>> {
  if (state.ok) refresh()
  return state
}

export async function uploadKey(_: Done<typeof uploadCredential>, form: FormData) {
  return shown(
    await forForm(form, async (ctx) =>
      uploadCredential(ctx, {
        environmentId: (await at(ctx, text(form, 'base'))).id,
        keyId: text(form, 'keyId'),
        teamId: text(form, 'teamId'),
        privateKey: text(form, 'privateKey'),
        isUnchecked: form.has('isUnchecked'),
      }),
    ),
  )
}

export async function checkKey(base: string, credentialId: string) {
  return shown(
    await forAct(async (ctx) => checkCredential(ctx, { environmentId: (await at(ctx, base)).id, credentialId })),
  )
}

export async function revokeApnsKey(base: string, credentialId: string, confirmation: string) {
  return shown(
    await forAct(async (ctx) =>
      revokeCredential(ctx, { environmentId: (await at(ctx, base)).id, credentialId, confirmation }),
    ),
  )
}

export async function changeApnsServer(base: string, apnsServer: 'apple' | 'simulator', confirmation: string) {
  return shown(
    await forAct(async (ctx) =>
      setApnsServer(ctx, { environmentId: (await at(ctx, base)).id, apnsServer, confirmation }),
    ),
  )
}

export async function changeFourEyes(base: string, requiresApproval: boolean) {
  return shown(
    await forAct(async (ctx) => setFourEyes(ctx, { companyId: (await at(ctx, base)).company.id, requiresApproval })),
  )
}

export async function saveCompanyApi(_: Done<typeof saveEndpoint>, form: FormData) {
  return shown(
    await forForm(form, async (ctx) =>
      saveEndpoint(ctx, {
        environmentId: (await at(ctx, text(form, 'base'))).id,
        url: text(form, 'url'),
        auth: endpointAuthIn(form),
        bodyTemplate: form.has('isDefaultBody') ? null : text(form, 'bodyTemplate'),
        usedFor: text(form, 'usedFor') === 'all' ? 'all' : 'uuid',
      }),
    ),
  )
}

export async function rotateCompanyApiSecret(base: string) {
  return shown(await forAct(async (ctx) => rotateSigningSecret(ctx, { environmentId: (await at(ctx, base)).id })))
}

export async function removeCompanyApi(base: string, confirmation: string) {
  return shown(
    await forAct(async (ctx) => removeEndpoint(ctx, { environmentId: (await at(ctx, base)).id, confirmation })),
  )
}

export async function tryCompanyApi(base: string) {
  return forAct(async (ctx) => tryEndpoint(ctx, { environmentId: (await at(ctx, base)).id }))
}

export async function createApiKey(_: Done<typeof createKey>, form: FormData) {
  return shown(
    await forForm(form, async (ctx) =>
      createKey(ctx, {
        environmentId: (await at(ctx, text(form, 'base'))).id,
        kind: text(form, 'kind') === 'secret' ? 'secret' : 'publishable',
        name: text(form, 'name'),
        expiresInDays: text(form, 'expiresInDays') || undefined,
        ratePerSecondMax: text(form, 'ratePerSecondMax') || undefined,
      }),
    ),
  )
}

export async function rotateApiKey(base: string, keyId: string, overlapHours: number) {
  return shown(
    await forAct(async (ctx) => rotateKey(ctx, { environmentId: (await at(ctx, base)).id, keyId, overlapHours })),
  )
}

export async function revokeApiKey(base: string, keyId: string, confirmation: string) {
  return shown(
    await forAct(async (ctx) => revokeKey(ctx, { environmentId: (await at(ctx, base)).id, keyId, confirmation })),
  )
}

export async function saveIdentity(base: string, identity: { requiresIdentity: boolean; confirmation?: string }) {
  return shown(
    await forAct(async (ctx) => changeIdentity(ctx, { environmentId: (await at(ctx, base)).id, ...identity })),
  )
}

/** The form knows only the address; whether a User-Token is needed stays as it is. */
export async function saveJwksUrl(_: FormState, form: FormData) {
  return shown(
    await forForm(form, async (ctx) =>
      changeIdentity(ctx, {
        environmentId: (await at(ctx, text(form, 'base'))).id,
        jwksUrl: text(form, 'jwksUrl').trim(),
      }),
    ),
  )
}

export async function rotateIdentity(base: string) {
  return shown(await forAct(async (ctx) => rotateIdentitySecret(ctx, { environmentId: (await at(ctx, base)).id })))
}

export async function checkToken(_: Done<typeof checkUserToken>, form: FormData) {
  return forForm(form, async (ctx) =>
    checkUserToken(ctx, {
      environmentId: (await at(ctx, text(form, 'base'))).id,
      token: text(form, 'secretToken'),
      userId: text(form, 'userId') || undefined,
    }),
  )
}
