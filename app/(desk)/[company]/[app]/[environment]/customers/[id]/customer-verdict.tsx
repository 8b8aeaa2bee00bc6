import { ListChecks } from 'lucide-react'
import type { Route } from 'next'
import { environmentFor, forPage } from '@/app/_server/doors'
import { VerdictLine } from '@/components/diagnosis/verdict-line'
import { ButtonLink } from '@/components/ui/button-link'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { diagnose } from '@/lib/diagnosis/diagnose'

/** Answers the usual support question without a click. */
export async function CustomerVerdict({ at, customerId }: { at: EnvironmentPath; customerId: string }) {
  const { place, diagnosis } = await forPage(async (ctx) => {
    const place = await environmentFor(ctx, at)
    return { place, diagnosis: await diagnose(ctx, { environmentId: place.id, customer: customerId }) }
  })
  return (
    <VerdictLine
      verdict={diagnosis.verdict}
      actions={
        <ButtonLink
          icon={<ListChecks aria-hidden className="size-3.5" />}
          href={`${place.path}/customers/${customerId}/why` as Route}
        >
          Why didn’t they get it?
        </ButtonLink>
      }
    />
  )
}
