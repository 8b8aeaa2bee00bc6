import type { Metadata } from 'next'
import { forPage } from '@/app/_server/doors'
import { Skeleton, TableSkeleton } from '@/components/ui/skeleton'
import { WhenReady } from '@/components/ui/when-ready'
import { roleMay } from '@/lib/permissions'
import { promptMatrix } from '@/lib/prompts/prompt-matrix'
import { AllPromptsScreen } from './all-prompts-screen'

export const metadata: Metadata = { title: 'All prompts' }

export default function MatrixPage() {
  return <WhenReady fallback={<MatrixSkeleton />} content={Matrix} />
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
