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
    'What people with each role need to sign in: `nothing` besides a password or single sign-on, a `second_factor` besides the password (or single sign-on), or `single_sign_on`.',
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
    asked: z
      .object({ needs: Needs, by: z.string() })
      .nullable()
      .meta({ description: 'Looser rules that one admin wants. They apply when another one sends the same.' }),
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
        'Stricter rules apply at once: sessions that began without single sign-on end where it’s needed. Looser ones take two admins where a company requires approval: they wait in `asked` until another one sends the same, or the rules as they are, which withdraws them. Single sign-on can be required only once an admin has signed in with it.',
      body: z.strictObject({ needs: Needs }),
      answers: { 200: { description: 'The rules as they are now.', schema: OneRules } },
    },
    async ({ ctx, body: { needs } }) => {
      await changeSignInRules(ctx, { needs })
      return { status: 200, body: await rulesNow(ctx) }
    },
  )
}
