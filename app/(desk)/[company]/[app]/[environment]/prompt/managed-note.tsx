import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { stopManagingPromptAction } from '@/app/(desk)/prompt/actions'
import { acted } from '@/components/desk/acted'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { toast } from '@/components/ui/overlays/toast'
import { Outside } from '@/components/ui/text/outside'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'
import type { ManagedFrom } from '@/lib/prompts/managed-from'

type Props = { input: PlaceInput; managedFrom: ManagedFrom | null; mayPublish: boolean }

/** Warns that the next apply of a file overrides changes made on the page. */
export function ManagedNote({ input, managedFrom, mayPublish }: Props) {
  if (!managedFrom) return null
  const { repository, file, hasDrifted } = managedFrom
  return (
    <Callout
      title={hasDrifted ? 'Changed here since the file was applied' : 'Managed from a file'}
      tone={hasDrifted ? 'warning' : 'info'}
      action={mayPublish && <StopButton input={input} />}
    >
      This prompt is applied from <Outside>{file}</Outside> in <Outside>{repository}</Outside>.{' '}
      {hasDrifted
        ? 'The next apply overwrites changes made here, so change the file, too.'
        : 'Change the file instead: the next apply overwrites changes made here.'}
    </Callout>
  )
}

function StopButton({ input }: { input: PlaceInput }) {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const stop = () =>
    startTransition(async () => {
      const state = await acted(() => stopManagingPromptAction(input))
      if (state.ok) router.refresh()
      else toast.failure('Couldn’t stop managing the prompt from the file', { description: state.message })
    })
  return (
    <Button size="small" isPending={isPending} onClick={stop}>
      Stop managing from file
    </Button>
  )
}
