'use client'

import { CirclePause } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { pauseRolloutAction } from '@/app/(desk)/prompt/actions'
import { doneOrSaid } from '@/app/(desk)/prompt/done-or-said'
import { MenuItem } from '@/components/ui/overlays/menu'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import { offerUndo } from './undo'

/** Keeps the current percentage and drops the later steps of the schedule. Asks no additional customers. */
export function PauseItem({ input, name }: { input: PlaceInput; name: string }) {
  const router = useRouter()

  async function pause() {
    const done = await doneOrSaid(() => pauseRolloutAction(input), {
      couldNot: 'pause the rollout',
      isDone: 'the rollout is paused',
    })
    if (!done) return
    const { revision } = done.result
    offerUndo({ input, revision, what: `The rollout is paused for ${name}`, onUndone: () => router.refresh() })
    router.refresh()
  }

  return (
    <MenuItem icon={<CirclePause aria-hidden />} onSelect={() => void pause()}>
      Pause rollout
    </MenuItem>
  )
}
