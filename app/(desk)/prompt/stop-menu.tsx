'use client'

import { CircleStop } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { offerUndo } from '@/app/(desk)/[company]/[app]/[environment]/prompt/review/undo'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { Menu, MenuGroup, MenuItem } from '@/components/ui/overlays/menu'
import { sentenceCase } from '@/lib/format/sentence-case'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { Matrix } from '@/lib/prompts/prompt-matrix'
import { turnOffPromptAction } from './actions'
import { doneOrSaid } from './done-or-said'

type Stop = { key: string; name: string; input: PlaceInput }

/** Forces the prompt off for a whole company or the platform, whatever lower levels say. */
export function StopMenu({ matrix, mayPublishPlatform }: { matrix: Matrix; mayPublishPlatform: boolean }) {
  const router = useRouter()
  const [armed, setArmed] = useState<Stop>()
  const mine = matrix.cells.filter(({ mayPublish }) => mayPublish)
  const companies = new Map(mine.map(({ companyId, companyName }) => [companyId, companyName]))
  const isStopped = (companyId: string | null, environmentName: string) =>
    matrix.levels.some(
      (level) => level.isStop && level.companyId === companyId && level.environmentName === environmentName,
    )

  const stopsIn = (environmentName: 'production' | 'sandbox'): Stop[] => [
    ...(mayPublishPlatform && !isStopped(null, environmentName)
      ? [
          {
            key: `platform ${environmentName}`,
            name: `all companies, ${environmentName}`,
            input: { scope: 'platform' as const, environmentName },
          },
        ]
      : []),
    ...[...companies]
      .filter(([companyId]) => !isStopped(companyId, environmentName))
      .map(([companyId, name]) => ({
        key: `${companyId} ${environmentName}`,
        name: `${name}, ${environmentName}`,
        input: { companyId, environmentName },
      })),
  ]

  async function stop({ input, name }: Stop) {
    const done = await doneOrSaid(() => turnOffPromptAction(input), {
      couldNot: 'turn the prompt off',
      isDone: 'the prompt is off',
    })
    if (!done) return false
    const { revision } = done.result
    offerUndo({ input, revision, what: `The prompt is off for ${name}`, onUndone: () => router.refresh() })
    router.refresh()
    return true
  }

  return (
    <>
      <Menu trigger={<Button icon={<CircleStop aria-hidden className="size-4" />}>Turn off…</Button>}>
        {(['production', 'sandbox'] as const).map((environmentName) => (
          <MenuGroup key={environmentName} label={environmentName === 'production' ? 'Production' : 'Sandbox'}>
            {stopsIn(environmentName).map((one) => (
              <MenuItem key={one.key} isDangerous icon={<CircleStop aria-hidden />} onSelect={() => setArmed(one)}>
                {sentenceCase(one.name)}
              </MenuItem>
            ))}
          </MenuGroup>
        ))}
      </Menu>
      {armed && (
        <ConfirmDialog
          title={`Turn the prompt off for ${armed.name}?`}
          confirmLabel="Turn off now"
          open
          onOpenChange={(isOpen) => !isOpen && setArmed(undefined)}
          onConfirm={() => stop(armed)}
        >
          <p>No customers there are asked, regardless of app settings. Connected apps update within a second.</p>
          <p>To bring it back, choose Undo or restore an earlier revision.</p>
        </ConfirmDialog>
      )}
    </>
  )
}
