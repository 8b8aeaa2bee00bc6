import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { cookies } from 'next/headers'
import { environmentFor, forPage } from '@/app/_server/doors'
import { EnvironmentTitle } from '@/app/_server/environment-title'
import { Skeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { late, within } from '@/lib/flow/within'
import { rejectionsSeenCookie, seenRejections } from '@/lib/prompts/approvals/rejections-seen'
import { listRevisions } from '@/lib/prompts/list-revisions'
import { promptPropagation } from '@/lib/prompts/prompt-results'
import { showPrompt } from '@/lib/prompts/show-prompt'
import { PromptScreen } from './prompt-screen'
import { propagationKey } from './results/propagation.query'

/** Time from the page's other data to the client count. Counting a million clients takes longer. */
const countMsMax = 100

type Props = PageProps<'/[company]/[app]/[environment]/prompt'>

export default function PromptPage({ params, searchParams }: Props) {
  return (
    <>
      <EnvironmentTitle page="Prompt" params={params} />
      <WhenReady
        fallback={<PromptSkeleton />}
        content={() =>
          Promise.all([params, searchParams]).then(([place, search]) =>
            Prompt({ place, level: typeof search.level === 'string' ? search.level : 'app' }),
          )
        }
      />
    </>
  )
}

async function Prompt({ place, level }: { place: Awaited<Props['params']>; level: string }) {
  const client = new QueryClient()
  const shown = await forPage(async (ctx) => {
    const environment = await environmentFor(ctx, place)
    const environmentName = environment.name
    const ofApp = { appId: environment.app.id, environmentName }
    const input =
      level === 'platform'
        ? { scope: 'platform' as const, environmentName }
        : level === 'company'
          ? { companyId: environment.company.id, environmentName }
          : ofApp
    // Without the count, the page asks for it by itself, and reports a failure.
    const counting = promptPropagation(ctx, input).catch(() => late)
    const [prompt, history, app] = await Promise.all([
      showPrompt(ctx, input),
      listRevisions(ctx, input),
      showPrompt(ctx, ofApp),
    ])
    const counted = await within(countMsMax, counting)
    if (counted !== late) client.setQueryData(propagationKey(input, prompt.effective.revision), counted)
    return {
      input,
      prompt,
      history,
      appEffective: app.effective,
      staffId: ctx.staff.id,
      environment: {
        id: environment.id,
        path: environment.path,
        name: environmentName,
        app: environment.app.name,
        company: environment.company.name,
      },
    }
  })
  const seen = seenRejections((await cookies()).get(rejectionsSeenCookie)?.value)
  const rejections = shown.prompt.rejections.filter(({ id }) => !seen.includes(id))
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PromptScreen key={JSON.stringify(shown.input)} {...shown} prompt={{ ...shown.prompt, rejections }} />
    </HydrationBoundary>
  )
}

function PromptSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-16 w-full" />
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Skeleton className="h-[640px]" />
        <Skeleton className="h-[640px]" />
      </div>
    </div>
  )
}
