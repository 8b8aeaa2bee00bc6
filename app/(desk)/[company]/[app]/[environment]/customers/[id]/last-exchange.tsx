import type { Route } from 'next'
import { environmentFor, forPage } from '@/app/_server/doors'
import { AttemptDetail } from '@/app/(desk)/[company]/[app]/[environment]/deliveries/attempt-detail'
import { Section } from '@/components/ui/section'
import { TextLink } from '@/components/ui/text/text-link'
import type { EnvironmentPath } from '@/lib/companies/environment-at'
import { showDelivery } from '@/lib/deliveries/log/show-delivery'

/** The last request and its response, shown on the page. */
export async function LastExchange({ at, deliveryId }: { at: EnvironmentPath; deliveryId: string }) {
  const { path, attempts } = await forPage(async (ctx) => {
    const { id: environmentId, path } = await environmentFor(ctx, at)
    const { attempts } = await showDelivery(ctx, { environmentId, deliveryId })
    return { path, attempts }
  })
  const attempt = attempts.at(-1)
  if (!attempt?.request && !attempt?.response) return null
  return (
    <Section
      title="Last request and response"
      actions={<TextLink href={`${path}/deliveries/${deliveryId}` as Route}>Open delivery</TextLink>}
    >
      <AttemptDetail key={attempt.id} attempt={attempt} isOpen />
    </Section>
  )
}
