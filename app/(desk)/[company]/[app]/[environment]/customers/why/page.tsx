import { environmentFor, forPage } from '@/app/_server/doors'
import { EnvironmentTitle } from '@/app/_server/environment-title'
import { WhyId } from './why-id'

type Props = PageProps<'/[company]/[app]/[environment]/customers/why'>

/** Why an ID without a customer gets nothing. An ID that mustn't be in the URL comes from the box it was typed into. */
export default async function WhyIdPage({ params, searchParams }: Props) {
  const { id } = await searchParams
  const place = await forPage(async (ctx) => environmentFor(ctx, await params))
  return (
    <>
      <EnvironmentTitle page="Why no notifications" params={params} />
      <WhyId
        environmentId={place.id}
        environmentPath={place.path}
        asked={typeof id === 'string' ? id.slice(0, 500) : ''}
      />
    </>
  )
}
