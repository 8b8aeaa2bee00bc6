import { forPage } from '@/app/_server/doors'
import { PageTitle } from '@/components/ui/page-title'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { roleMay } from '@/lib/permissions'
import { promptMatrix } from '@/lib/prompts/prompt-matrix'
import { AllPromptsScreen } from './all-prompts-screen'

export default function MatrixPage() {
  return (
    <>
      <PageTitle>All prompts</PageTitle>
      <WhenReady fallback={<MatrixSkeleton />} content={Matrix} />
    </>
  )
}

async function Matrix() {
  const shown = await forPage(async (ctx) => ({
    matrix: await promptMatrix(ctx, {}),
    mayPublish: roleMay(ctx.staff.role, 'prompt.publish'),
    mayPublishPlatform: roleMay(ctx.staff.role, 'prompt.publish_platform'),
  }))
  return <AllPromptsScreen {...shown} />
}

function MatrixSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <Skeleton className="h-14 w-full" />
      <Skeleton className="h-8 w-full" />
      <TableSkeleton rows={8} />
    </div>
  )
}
