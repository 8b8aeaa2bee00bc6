'use server'

import { refresh } from 'next/cache'
import { forAct, forForm } from '@/app/_server/doors'
import { setApprovalRequired } from '@/lib/companies/set-approval-required'
import { setMessageTexts } from '@/lib/companies/set-message-texts'
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
import { signSetupToken } from '@/lib/identity/sign-setup-token'
import { createKey } from '@/lib/keys/create-key'
import { revokeKey } from '@/lib/keys/revoke-key'
import { rotateKey } from '@/lib/keys/rotate-key'
import { createTrigger } from '@/lib/triggers/create-trigger'
import { revokeTrigger } from '@/lib/triggers/revoke-trigger'
import { endpointAuthIn, endpointTlsIn, numberOrNull, textIn } from './form-values'

type Done<Verb extends (ctx: StaffContext, input: never) => Promise<unknown>> = FormState<Awaited<ReturnType<Verb>>>

/** Refreshes the page after a successful change. */
function shown<Result>(state: NonNullable<FormState<Result>>): NonNullable<FormState<Result>> {
  if (state.ok) refresh()
  return state
}

export async function uploadApnsKeyAction(_: Done<typeof uploadCredential>, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      uploadCredential(ctx, {
        environmentId: textIn(form, 'environmentId'),
        keyId: textIn(form, 'keyId'),
        teamId: textIn(form, 'teamId'),
        privateKey: textIn(form, 'privateKey'),
        isUnchecked: form.has('isUnchecked'),
      }),
    ),
  )
}

export async function checkApnsKeyAction(environmentId: string, credentialId: string) {
  return shown(await forAct((ctx) => checkCredential(ctx, { environmentId, credentialId })))
}

export async function revokeApnsKeyAction(environmentId: string, credentialId: string, confirmation: string) {
  return shown(await forAct((ctx) => revokeCredential(ctx, { environmentId, credentialId, confirmation })))
}

export async function changeApnsServerAction(
  environmentId: string,
  apnsServer: 'apple' | 'simulator',
  confirmation: string,
) {
  return shown(await forAct((ctx) => setApnsServer(ctx, { environmentId, apnsServer, confirmation })))
}

export async function setApprovalRequiredAction(companyId: string, requiresApproval: boolean) {
  return shown(await forAct((ctx) => setApprovalRequired(ctx, { companyId, requiresApproval })))
}

export async function setMessageTextsAction(_: Done<typeof setMessageTexts>, form: FormData) {
  const keeps = textIn(form, 'keeps')
  const inDays = () => (keeps === 'none' ? 0 : (numberOrNull(form, 'messageTextDays') ?? Number.NaN))
  const messageTextDays = keeps === 'deliveries' ? null : inDays()
  return shown(
    await forForm(form, (ctx) => setMessageTexts(ctx, { companyId: textIn(form, 'companyId'), messageTextDays })),
  )
}

export async function saveCompanyApiAction(_: Done<typeof saveEndpoint>, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      saveEndpoint(ctx, {
        environmentId: textIn(form, 'environmentId'),
        url: textIn(form, 'url'),
        auth: endpointAuthIn(form),
        ...endpointTlsIn(form),
        bodyTemplate: form.has('isDefaultBody') ? null : textIn(form, 'bodyTemplate'),
        usedFor: textIn(form, 'usedFor') === 'all' ? 'all' : 'uuid',
        concurrencyMax: numberOrNull(form, 'concurrencyMax') ?? undefined,
        ratePerSecondMax: numberOrNull(form, 'ratePerSecondMax'),
        retry: {
          triesMax: numberOrNull(form, 'retryTriesMax'),
          firstSeconds: numberOrNull(form, 'retryFirstSeconds') ?? 1,
          longestSeconds: numberOrNull(form, 'retryLongestSeconds') ?? 600,
        },
      }),
    ),
  )
}

export async function rotateCompanyApiSecretAction(environmentId: string) {
  return shown(await forAct((ctx) => rotateSigningSecret(ctx, { environmentId })))
}

export async function removeCompanyApiAction(environmentId: string, confirmation: string) {
  return shown(await forAct((ctx) => removeEndpoint(ctx, { environmentId, confirmation })))
}

export async function tryCompanyApiAction(environmentId: string) {
  return forAct((ctx) => tryEndpoint(ctx, { environmentId }))
}

export async function createApiKeyAction(_: Done<typeof createKey>, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      createKey(ctx, {
        environmentId: textIn(form, 'environmentId'),
        kind: textIn(form, 'kind') === 'secret' ? 'secret' : 'publishable',
        name: textIn(form, 'name'),
        expiresInDays: textIn(form, 'expiresInDays') || undefined,
        ratePerSecondMax: textIn(form, 'ratePerSecondMax') || undefined,
      }),
    ),
  )
}

export async function rotateApiKeyAction(environmentId: string, keyId: string, overlapHours: number) {
  return shown(await forAct((ctx) => rotateKey(ctx, { environmentId, keyId, overlapHours })))
}

export async function revokeApiKeyAction(environmentId: string, keyId: string, confirmation: string) {
  return shown(await forAct((ctx) => revokeKey(ctx, { environmentId, keyId, confirmation })))
}

export async function createTriggerAction(_: Done<typeof createTrigger>, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      createTrigger(ctx, {
        environmentId: textIn(form, 'environmentId'),
        name: textIn(form, 'name'),
        act: textIn(form, 'act') === 'pause_rollout' ? 'pause_rollout' : 'turn_off',
      }),
    ),
  )
}

export async function revokeTriggerAction(environmentId: string, triggerId: string) {
  return shown(await forAct((ctx) => revokeTrigger(ctx, { environmentId, triggerId })))
}

export async function saveIdentityAction(
  environmentId: string,
  identity: { requiresIdentity: boolean; confirmation?: string },
) {
  return shown(await forAct((ctx) => changeIdentity(ctx, { environmentId, ...identity })))
}

/** Changes how User-Tokens are checked, but not whether they are required. */
export async function saveTokenChecksAction(_: FormState, form: FormData) {
  return shown(
    await forForm(form, (ctx) =>
      changeIdentity(ctx, {
        environmentId: textIn(form, 'environmentId'),
        jwksUrl: textIn(form, 'jwksUrl').trim(),
        issuer: textIn(form, 'issuer'),
        audience: textIn(form, 'audience'),
        minutesMax: textIn(form, 'minutesMax'),
      }),
    ),
  )
}

export async function rotateIdentityAction(environmentId: string) {
  return shown(await forAct((ctx) => rotateIdentitySecret(ctx, { environmentId })))
}

export async function signUserTokenAction(environmentId: string) {
  return forAct((ctx) => signSetupToken(ctx, { environmentId }))
}

export async function checkTokenAction(_: Done<typeof checkUserToken>, form: FormData) {
  return forForm(form, (ctx) =>
    checkUserToken(ctx, {
      environmentId: textIn(form, 'environmentId'),
      token: textIn(form, 'secretToken'),
      userId: textIn(form, 'userId') || undefined,
    }),
  )
}
