import type { Route } from 'next'
import { headers } from 'next/headers'
import { forSetUpPage } from '@/app/_server/doors'
import { requestContext } from '@/app/_server/request-context'
import { signInWays } from '@/app/_server/sign-in-ways'
import { SecondFactor } from '@/app/(desk)/account/second-factor'
import { Providers } from '@/app/(desk)/providers'
import { CenteredPage } from '@/components/centered-page'
import { Refused } from '@/lib/errors'
import { showAccount } from '@/lib/staff/account/show-account'
import { safePath } from '@/lib/staff/sign-in/safe-path'
import { OtherWays } from './other-ways'

/**
 * For people whose role requires a second factor and who have none. Until they set it up, every other page leads here.
 */
export default async function SecondFactorPage({ searchParams }: PageProps<'/second-factor'>) {
  const query = await searchParams
  const next = safePath(typeof query.next === 'string' ? query.next : undefined) as Route
  const [{ account, staffId }, ways, head] = await Promise.all([
    forSetUpPage(async (ctx) => ({ account: await showAccount(ctx, {}), staffId: ctx.staff.id })),
    signInWays(),
    headers(),
  ])
  const isRequired = !account.secondFactorSince && !(await isLetIn())
  return (
    <Providers
      nonce={head.get('x-nonce') ?? undefined}
      renderedAtMs={Date.now()}
      person={{ staffId, email: account.email, ...ways }}
    >
      <CenteredPage title="Two-factor authentication" className="max-w-lg gap-6">
        <div className="flex flex-col gap-1">
          <h1 className="font-semibold text-xl tracking-tight">Two-factor authentication</h1>
          {isRequired && (
            <p className="text-md text-quiet">
              Your role needs a code from an authenticator app in addition to your password. Set it up to continue.
            </p>
          )}
        </div>
        {account.hasPassword && (
          <SecondFactor
            email={account.email}
            since={account.secondFactorSince}
            recoveryCodesLeft={account.recoveryCodesLeft}
            next={next}
          />
        )}
        <OtherWays email={account.email} hasSingleSignOn={ways.hasSingleSignOn} next={next} />
      </CenteredPage>
    </Providers>
  )
}

/** Whether the other pages are open to this person already. */
async function isLetIn() {
  try {
    return (await requestContext()) !== undefined
  } catch (error) {
    if (error instanceof Refused && error.code === 'second_factor_required') return false
    throw error
  }
}
