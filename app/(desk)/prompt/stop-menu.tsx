'use client'

import { CircleStop } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Menu, MenuGroup, MenuItem } from '@/components/ui/overlays/menu'
import { sentenceCase } from '@/lib/format/sentence-case'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { Matrix } from '@/lib/prompts/prompt-matrix'
import { TurnOffDialog } from './turn-off-dialog'

type Stop = { key: string; name: string; input: PlaceInput }

/** Forces the prompt off for a whole company or the platform, whatever lower levels say. */
export function StopMenu({ matrix, mayPublishPlatform }: { matrix: Matrix; mayPublishPlatform: boolean }) {
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
        <TurnOffDialog
          input={armed.input}
          name={armed.name}
          open
          onOpenChange={(isOpen) => !isOpen && setArmed(undefined)}
        >
          <p>No customers there are asked, regardless of app settings. Connected apps update within a second.</p>
          <p>To bring it back, choose Undo or restore an earlier revision.</p>
        </TurnOffDialog>
      )}
    </>
  )
}
