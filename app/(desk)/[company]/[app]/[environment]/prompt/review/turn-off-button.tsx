'use client'

import { CircleStop } from 'lucide-react'
import { promptLevelOf } from '@/app/(desk)/[company]/[app]/[environment]/prompt/prompt-place'
import { TurnOffDialog } from '@/app/(desk)/prompt/turn-off-dialog'
import { Button } from '@/components/ui/button'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { PromptView } from '@/lib/prompts/show-prompt'

/** Turns the prompt off at this page's level. */
export function TurnOffButton({ input, prompt, name }: { input: PlaceInput; prompt: PromptView; name: string }) {
  const level = promptLevelOf(input)
  const isOff =
    prompt.isReadable && prompt.own !== null && !prompt.own.isOn && (level === 'app' || prompt.own.stopsBelow)
  return (
    <TurnOffDialog
      input={input}
      name={name}
      trigger={
        <Button icon={<CircleStop aria-hidden className="size-4" />} disabled={isOff}>
          {isOff ? 'Off' : 'Turn off'}
        </Button>
      }
    >
      <p>Customers stop being asked. Connected apps update within a second.</p>
      {level !== 'app' && (
        <p>
          This also forces the prompt off at every level below {name}. To bring it back, choose Undo or restore an
          earlier revision.
        </p>
      )}
    </TurnOffDialog>
  )
}
