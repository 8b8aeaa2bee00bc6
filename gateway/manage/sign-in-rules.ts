import { z } from 'zod'
import type { Gateway } from '@/gateway/gateway'
import type { StaffContext } from '@/lib/context'
import { changeSignInRules, SignInNeedsInput } from '@/lib/staff/rules/change-sign-in-rules'
import { showSignInRules } from '@/lib/staff/rules/show-sign-in-rules'
import { manage } from './endpoint'

const tag = 'Manage access'
const path = '/sign-in-rules'

const Needs = SignInNeedsInput.meta({
  id: 'SignInNeeds',
  description:
    'What staff with each role need to sign in: `nothing` (a password or single sign-on is enough), `second_factor` (single sign-on, or a code after the password), or `single_sign_on`.',
  example: {
    admin: 'single_sign_on',
    integration_manager: 'second_factor',
    support: 'second_factor',
    viewer: 'nothing',
  },
})

const Rules = z
  .object({
    needs: Needs,
    asked: z.object({ needs: Needs, by: z.string() }).nullable().meta({
      description: 'Looser rules that one admin requested. They apply when another admin sends the same rules.',
    }),
    isOff: z
      .boolean()
      .meta({ description: 'Pushdesk was started with `SIGN_IN_RULES=off`: the rules aren’t applied.' }),
  })
  .meta({ id: 'SignInRules' })

const OneRules = z.object({ signInRules: Rules })

async function rulesNow(ctx: StaffContext) {
  const { needs, asked, isOff } = await showSignInRules(ctx, {})
  return { signInRules: { needs, asked: asked && { needs: asked.needs, by: asked.byName }, isOff } }
}

export function registerSignInRules(gateway: Gateway) {
  manage(
    gateway,
    {
      verb: showSignInRules,
      method: 'get',
      path,
      operationId: 'readSignInRules',
      tag,
      summary: 'Read the sign-in rules',
      answers: { 200: { description: 'The rules.', schema: OneRules } },
    },
    async ({ ctx }) => ({ status: 200, body: await rulesNow(ctx) }),
  )

  manage(
    gateway,
    {
      verb: [changeSignInRules, showSignInRules],
      method: 'put',
      path,
      operationId: 'changeSignInRules',
      tag,
      summary: 'Change the sign-in rules',
      description:
        'Stricter rules apply right away: sessions that began without single sign-on end if their role now needs it. If a company requires approval, looser rules take two admins: the rules stay in `asked` until another admin sends the same rules. Sending the current rules withdraws the request. Single sign-on can be required only after an admin has signed in with it.',
      body: z.strictObject({ needs: Needs }),
      answers: { 200: { description: 'The updated rules.', schema: OneRules } },
    },
    async ({ ctx, body: { needs } }) => {
      await changeSignInRules(ctx, { needs })
      return { status: 200, body: await rulesNow(ctx) }
    },
  )
}
